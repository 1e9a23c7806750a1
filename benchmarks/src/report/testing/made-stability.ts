import type { FilmStability, MethodStability, StabilityResults } from '../../results/stability-results.ts';
import { around, type MadeResultsSize } from './made-size.ts';

const METHODS = [
  ['truth', 'original', 'truth', 0.6],
  ['gray', 'gray', 'gray', 0.4],
  ['compact', 'compact', 'model', 1.4],
  ['deoldify-video', 'DeOldify Video rf24', 'model', 1.9],
  ['medium', 'preset medium, stabilized', 'preset', 0.9],
] as const;

type Random = () => number;

/** A made stability part. */
export function makeStabilityResults({ films, frames }: MadeResultsSize, random: Random): StabilityResults {
  return { heatMapMaximum: 30, films: Array.from({ length: films }, (_, index) => madeFilm(index, frames, random)) };
}

function madeFilm(index: number, frames: number, random: Random): FilmStability {
  const cuts = [0, Math.round(frames * 0.3), Math.round(frames * 0.72), frames];
  const shots = cuts.slice(1).map((to, at) => ({ from: cuts[at]!, to }));
  const hasTruth = index === 0;
  return {
    film: index === 0 ? 'old street.mp4' : `film ${index + 1} with a long name, as films often have (1931).mkv`,
    frames,
    framesPerSecond: 25,
    width: 640,
    height: 480,
    hasTruth,
    shots,
    methods: METHODS.filter(([id]) => hasTruth || id !== 'truth').map((method) =>
      madeMethod(method, frames, shots, random),
    ),
  };
}

function madeMethod(
  [id, label, kind, level]: (typeof METHODS)[number],
  frames: number,
  shots: FilmStability['shots'],
  random: Random,
): MethodStability {
  const starts = new Set(shots.map(({ from }) => from));
  const flicker = Array.from({ length: frames }, (_, frame) =>
    starts.has(frame) ? null : Math.max(0.05, around(random, level, level) + (random() > 0.985 ? 3 * level : 0)),
  );
  const known = flicker.filter((value) => value !== null);
  const sorted = [...known].sort((a, b) => a - b);
  const values = [0.8, 1.3, 2.1].map((factor) => factor * level * 0.0015);
  return {
    ...{ id, label, kind },
    distribution: { distances: [1, 2, 4], values, mean: 1.4 * level * 0.0015, acrossCuts: 0.03 },
    flicker: {
      mean: known.reduce((sum, value) => sum + value, 0) / known.length,
      p95: sorted[Math.floor(sorted.length * 0.95)] ?? null,
      coveredShare: 0.93,
    },
    drift: shots.map((_, shot) => ({ shot, deltaE: level * (1 + random()), largest: level * (2 + random()) })),
    series: {
      flicker,
      colorfulness: flicker.map((_, frame) =>
        id === 'gray' ? 0 : Math.max(0, 26 + 4 * Math.sin(frame / 17) + around(random, 0, level * 2)),
      ),
      drift: flicker.map((_, frame) => {
        const from = shots.findLast((shot) => shot.from <= frame)?.from ?? 0;
        return level * 0.02 * (frame - from) + 0.2 * random();
      }),
    },
    worst: [0.2, 0.5, 0.8].map((share) => {
      const frame = Math.floor(frames * share);
      const file = (what: string) => `thumbnails/stability/${id}-${frame}-${what}.jpg`;
      const images = { before: file('before'), image: file('frame'), heatMap: file('heat') };
      return { frame, time: frame / 25, flicker: flicker[frame] ?? level, ...images };
    }),
    ...(id === 'truth' ? {} : { deltaE: 5 + level }),
    notes: id === 'gray' ? ['It has no colours that could flicker.'] : [],
  };
}
