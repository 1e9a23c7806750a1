import type { FramePlace } from '../scenes/find-shots.ts';
import { rounded } from '../scenes/format-scenes.ts';

/** A reference and its file. */
export interface ExportedReference extends FramePlace {
  readonly path: string;
  /** False where the file existed and was kept. */
  readonly written: boolean;
  /** Mean luma of the frame, 0..1, where a detector has looked at it. */
  readonly luma?: number;
  /** The detector's score. */
  readonly score?: number;
}

/** What an export has made. */
export interface ExportedReferences {
  /** Frames that were looked at; undefined where they were only counted. */
  readonly frames: number | undefined;
  readonly references: readonly ExportedReference[];
}

/** An export as one JSON object, for programs. */
export function exportJson(input: string, folder: string, { frames, references }: ExportedReferences): string {
  const report = {
    input,
    folder,
    ...(frames !== undefined && { frames }),
    references: references.map(({ index, time, path, written, luma, score }) => ({
      frame: index,
      time: rounded(time),
      path,
      written,
      ...(luma !== undefined && { luma: rounded(luma) }),
      ...(score !== undefined && { score: rounded(score) }),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
