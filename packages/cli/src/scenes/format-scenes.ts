import type { SceneDetectionOptions } from '@havc/filters';
import { formatColumns } from '../table.ts';
import type { FoundReference, FoundShot } from './find-shots.ts';
import { formatTimeCode } from './time-code.ts';

/** How `havc scenes` prints. */
export const SCENE_FORMATS = ['text', 'json', 'csv'] as const;

/** A format's name. */
export type SceneFormat = (typeof SCENE_FORMATS)[number];

/** What `havc scenes` prints. */
export interface SceneReport {
  readonly input: string;
  readonly detection: SceneDetectionOptions;
  readonly frames: number;
  readonly shots: readonly (FoundShot & {
    /** Until the next shot begins, in seconds. */
    readonly seconds: number;
    /** Path of its picture, where one was made or kept. */
    readonly picture: string | undefined;
  })[];
  /** Undefined where they weren't asked for. */
  readonly references: readonly FoundReference[] | undefined;
}

/** The report as text for stdout, with a line break at its end. */
export function formatScenes(report: SceneReport, format: SceneFormat): string {
  if (format === 'json') return formatJson(report);
  return format === 'csv' ? formatCsv(report) : formatText(report);
}

function formatText({ shots, references }: SceneReport): string {
  const pictures = shots.some((shot) => shot.picture !== undefined);
  const header = ['shot', 'first', 'last', 'frames', 'start', 'length', 'score', ...(pictures ? ['picture'] : [])];
  const rows = shots.map(({ number, first, last, frames, seconds, score, picture }) => [
    ...[number, first.index, last.index, frames].map(String),
    ...[formatTimeCode(first.time), formatTimeCode(seconds), score.toFixed(3)],
    ...(pictures ? [picture ?? ''] : []),
  ]);
  const text = `${formatColumns([header, ...rows])}\n`;
  if (references === undefined) return text;
  const marked = references.map(({ index, time, luma, score }) => [
    ...[String(index), formatTimeCode(time), luma.toFixed(3), score.toFixed(3)],
  ]);
  return `${text}\n${formatColumns([['reference', 'time', 'luma', 'score'], ...marked])}\n`;
}

function formatJson({ input, detection, frames, shots, references }: SceneReport): string {
  const report = {
    input,
    detection,
    frames,
    shots: shots.map(({ number, first, last, frames, seconds, score, luma, picture }) => ({
      shot: number,
      first: first.index,
      last: last.index,
      frames,
      time: rounded(first.time),
      seconds: rounded(seconds),
      score: rounded(score),
      luma: rounded(luma),
      ...(picture !== undefined && { picture }),
    })),
    ...(references && {
      references: references.map(({ index, time, luma, score }) => ({
        frame: index,
        time: rounded(time),
        luma: rounded(luma),
        score: rounded(score),
      })),
    }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** One line a shot; its references stand in one field, with spaces between. Lines end as RFC 4180 says. */
function formatCsv({ shots, references }: SceneReport): string {
  const pictures = shots.some((shot) => shot.picture !== undefined);
  const header = ['shot', 'first', 'last', 'frames', 'time', 'seconds', 'score', 'luma'];
  if (references) header.push('references');
  if (pictures) header.push('picture');
  let next = 0;
  const rows = shots.map(({ number, first, last, frames, seconds, score, luma, picture }) => {
    const numbers = [number, first.index, last.index, frames, ...[first.time, seconds, score, luma].map(rounded)];
    const fields = numbers.map(String);
    if (references) {
      const inside: number[] = [];
      for (; next < references.length && references[next]!.index <= last.index; next++) {
        inside.push(references[next]!.index);
      }
      fields.push(inside.join(' '));
    }
    if (pictures) fields.push(picture ?? '');
    return fields;
  });
  return [header, ...rows].map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** To a millionth: what lies behind is noise of the sums. */
export const rounded = (value: number): number => Number(value.toFixed(6));
