import { HavcError } from '@havc/core';
import { Option } from 'commander';
import { DEVICE_CHOICES, type DeviceName } from '../models/catalogue.ts';
import { PROGRESS_MODES, type ProgressMode } from '../progress/reporter.ts';
import { debugOption, overwriteOptions, wholeNumber } from './common-options.ts';

/** What commander makes of the options that every measurement has. */
export interface BenchFlags {
  readonly output: string;
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly models?: readonly string[];
  readonly presets?: readonly string[];
  readonly recipes?: readonly string[];
  readonly device: DeviceName;
  readonly precision?: 'fp32' | 'fp16';
  readonly overwrite?: boolean;
  readonly progress: ProgressMode;
  readonly quiet?: boolean;
}

/** And of those of `havc bench color`. */
export interface ColorFlags {
  readonly truth?: string;
  readonly testSet?: string;
  readonly size?: number | 'full';
  readonly limit?: number;
  readonly merges: boolean;
}

/** And of those of `havc bench stability`. */
export interface StabilityFlags {
  readonly truth?: string;
  readonly colored?: readonly string[];
  readonly frames?: number;
  readonly size?: number;
}

/** And of those of `havc bench speed`. */
export interface SpeedFlags {
  readonly only?: readonly string[];
  readonly film?: string;
  readonly sizes?: readonly (readonly [number, number])[];
  readonly devices?: readonly DeviceName[];
  readonly precisions?: readonly ('fp32' | 'fp16')[];
  readonly madeWeights?: boolean;
}

/** Where results go, and what is measured. */
export function benchOptions(): Option[] {
  return [
    new Option('-o, --output <folder>', 'where report.html, report.md, results.json and thumbnails go').default(
      'havc-bench',
    ),
    new Option('--quick', 'shorter films, single runs, fewer settings: a first impression in a few minutes'),
    new Option('--models <names>', 'models, with commas between; all: each whose weights are there').argParser(
      listOf('--models'),
    ),
    new Option('--presets <names>', 'presets, with commas between; all: each whose weights are there').argParser(
      listOf('--presets'),
    ),
    new Option(
      '--recipes <files>',
      'recipe files, with commas between (default without any of the three: all models and presets that can run)',
    ).argParser(listOf('--recipes')),
    new Option('--device <device>', 'where models run; auto takes the best that works')
      .choices(DEVICE_CHOICES)
      .default('auto'),
    new Option('--precision <precision>', 'of full models (default: fp32)').choices(['fp32', 'fp16']),
    new Option('--json', 'print results.json instead of the tables'),
    ...overwriteOptions(),
    new Option('--progress <way>', 'auto is lines for people; json is one object a line on stderr')
      .choices(PROGRESS_MODES)
      .default('auto'),
    new Option('-q, --quiet', 'say nothing but what went wrong'),
    debugOption(),
  ];
}

/** Of `havc bench color`. */
export function colorOptions(): Option[] {
  return [
    new Option(
      '--truth <path>',
      'colour pictures that are coloured anew and compared: a folder, one picture, or a film',
    ),
    new Option(
      '--test-set <folder>',
      "the original's test set: panels.json, published.json and the sheets (default: HAVC_TESTSET_DIR)",
    ),
    new Option('--size <pixels>', 'shorter side at which colours are compared, or full (default: 480)').argParser(
      (text) => (text === 'full' ? 'full' : wholeNumber('--size', 16, 4096)(text)),
    ),
    new Option('--limit <number>', 'how many pictures of a folder, or frames of a film, spread evenly').argParser(
      wholeNumber('--limit', 1, 100_000),
    ),
    new Option('--no-merges', "leave out the merges on the test set's panels"),
  ];
}

/** Of `havc bench stability`. */
export function stabilityOptions(): Option[] {
  return [
    new Option('--truth <film>', 'the same film in its real colours; self for films that have them themselves'),
    new Option(
      '--colored <films>',
      'finished films to judge beside them, whoever has made them, with commas between',
    ).argParser(listOf('--colored')),
    new Option('--frames <number>', 'how many frames from the start (default: 300)').argParser(
      wholeNumber('--frames', 2, 1_000_000),
    ),
    new Option('--size <pixels>', 'shorter side at which colours are compared (default: 360)').argParser(
      wholeNumber('--size', 32, 1080),
    ),
  ];
}

/** What `havc bench speed` measures, in its order: `speedParts` of `@havc/benchmarks`, named here without loading it. */
export const SPEED_PARTS = [
  ...['kernels', 'filter-speed', 'filter-chain', 'first-frame', 'event-loop', 'pipeline-identity'],
  ...['compact-end-to-end', 'memory', 'model-speed', 'throughput'],
];

/** Of `havc bench speed`. */
export function speedOptions(): Option[] {
  return [
    new Option('--only <names>', `only these, with commas between, of ${SPEED_PARTS.join(', ')}`).argParser(
      listOf('--only', SPEED_PARTS),
    ),
    new Option('--film <path>', 'measure with this film rather than with a made one'),
    new Option('--sizes <sizes>', 'of the made films, with commas between: 854x480,1920x1080').argParser(readSizes),
    new Option('--devices <names>', 'in turns, with commas between (default: what --device says)').argParser(
      listOf('--devices', DEVICE_CHOICES),
    ),
    new Option('--precisions <names>', 'of full models, in turns: fp32,fp16').argParser(
      listOf('--precisions', ['fp32', 'fp16']),
    ),
    new Option(
      '--made-weights',
      'measure models whose weights are missing with made ones, which are as fast: no download is needed',
    ),
  ];
}

/** A reader of lists with commas; each entry counts once. */
export function listOf<Choice extends string = string>(
  option: string,
  choices?: readonly Choice[],
): (text: string) => readonly Choice[] {
  return (text) => {
    const entries = text.split(',').map((entry) => entry.trim());
    const shown = JSON.stringify(text.slice(0, 80));
    if (entries.some((entry) => entry === '')) {
      throw new HavcError('OPTION_INVALID', `${option} must be a list with commas between, got ${shown}.`, {
        details: { option },
      });
    }
    if (choices && entries.some((entry) => !(choices as readonly string[]).includes(entry))) {
      throw new HavcError('OPTION_INVALID', `${option} must be of ${choices.join(', ')}, got ${shown}.`, {
        details: { option },
      });
    }
    return [...new Set(entries)] as Choice[];
  };
}

function readSizes(text: string): readonly (readonly [number, number])[] {
  return listOf('--sizes')(text).map((entry) => {
    const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(entry) ?? [];
    const size = [Number(width), Number(height)] as const;
    if (size.every((side) => side >= 32 && side <= 8192 && side % 2 === 0)) return size;
    throw new HavcError(
      'OPTION_INVALID',
      `--sizes must be even numbers of pixels from 32 to 8192, such as 1920x1080, got ${JSON.stringify(entry)}.`,
      { details: { option: '--sizes' } },
    );
  });
}
