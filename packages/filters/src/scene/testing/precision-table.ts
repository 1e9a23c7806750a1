import { createSceneDetector, type SceneDetectionOptions } from '../create-scene-detector.ts';
import { type Clip, makeClip } from './clips.ts';
import type { Picture } from './pictures.ts';
import { addScores, precision, recall, type Score, scoreCuts } from './score.ts';
import { clipStyles } from './styles.ts';

/** What each detector found in each kind of film. */
export type ScoreTable = ReadonlyMap<SceneDetectionOptions['detector'], ReadonlyMap<string, Score>>;

/** One clip of each kind, made from the pictures. */
export function makeClips(pictures: readonly Picture[], seed: number): Clip[] {
  return clipStyles().map((style, number) => makeClip(style, pictures, seed * 100 + number));
}

/** Runs detectors with their defaults over the clips. */
export function scoreDetectors(
  clips: readonly Clip[],
  detectors: readonly SceneDetectionOptions['detector'][] = ['adaptive', 'luma', 'edges', 'motion', 'keyframe'],
): ScoreTable {
  return new Map(
    detectors.map((detector) => {
      const scores = new Map<string, Score>();
      for (const clip of clips) {
        const score = scoreCuts(clip, cutsFound({ detector }, clip));
        const before = scores.get(clip.name);
        scores.set(clip.name, before ? addScores([before, score]) : score);
      }
      return [detector, scores];
    }),
  );
}

/** The frames at which a detector says that a shot begins. */
export function cutsFound(options: SceneDetectionOptions, clip: Clip): number[] {
  const detector = createSceneDetector(options);
  const found = [...clip.frames.flatMap((frame) => detector.push(frame)), ...detector.finish()];
  return found.flatMap(({ cut }, n) => (cut ? [n] : []));
}

/**
 * The table as Markdown: for each kind of film and detector "precision / recall", over all kinds with their harmonic mean
 * (F1), and how many cross-fades and fades were found.
 */
export function scoreTableAsMarkdown(table: ScoreTable): string {
  const detectors = [...table.keys()];
  const kinds = [...table.values().next().value!.keys()];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const each = (cell: (scores: ReadonlyMap<string, Score>) => string) =>
    detectors.map((name) => cell(table.get(name)!));
  const all = (scores: ReadonlyMap<string, Score>) => addScores([...scores.values()]);
  const pair = (score: Score) => `${precision(score).toFixed(2)} / ${recall(score).toFixed(2)}`;
  return [
    row(['film', ...detectors]),
    row(['---', ...detectors.map(() => '---')]),
    ...kinds.map((kind) => row([kind, ...each((scores) => pair(scores.get(kind)!))])),
    row(['**all: precision / recall**', ...each((scores) => `**${pair(all(scores))}**`)]),
    row(['F1', ...each((scores) => f1(all(scores)).toFixed(3))]),
    row(['fades found', ...each((scores) => `${all(scores).foundGradual} of ${all(scores).gradual}`)]),
  ].join('\n');
}

/** Harmonic mean of precision and recall. */
export function f1(score: Score): number {
  const [p, r] = [precision(score), recall(score)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
}
