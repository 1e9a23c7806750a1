import { HavcError } from '@havc/core';
import { Option } from 'commander';
import { wholeNumber } from '../commands/common-options.ts';

/** What the options say of how a film is coloured. */
export interface RecipeFlags extends ModelFlags {
  readonly preset?: string;
  readonly colorModel?: string;
  readonly combMethod?: string;
  readonly videoTune?: string;
  readonly colorFix?: string;
  readonly colorTune?: string;
  readonly colorMap?: string;
  readonly colorTemp?: string;
  readonly bwTune?: string;
  readonly bwMode?: number;
  /** True unless `--no-bw-blend` is given. */
  readonly bwBlend?: boolean;
  /** A file. */
  readonly recipe?: string;
  readonly set?: readonly RecipeChange[];
  readonly size?: number | 'full';
  readonly keepLuma?: boolean;
}

/** What they say of a single model, which is a recipe too. */
export interface ModelFlags {
  readonly model?: string;
  readonly renderFactor?: number;
  readonly videoBlend?: number;
}

/** A place in a recipe, and what it gets. */
export type RecipeChange = readonly [path: string, value: unknown];

/** Which option gives which of the choices that presets know. */
export const CHOICE_OPTIONS = {
  colorModel: '--color-model',
  combMethod: '--comb-method',
  videoTune: '--video-tune',
  colorFix: '--color-fix',
  colorTune: '--color-tune',
  colorMap: '--color-map',
  colorTemp: '--color-temp',
  bwTune: '--bw-tune',
  bwMode: '--bw-mode',
  bwBlend: '--no-bw-blend',
} as const satisfies Partial<Record<keyof RecipeFlags, string>>;

/** The options that name a preset, what is chosen beside it, a recipe file, and single changes. */
export function recipeOptions(): Option[] {
  return [
    new Option(
      '--preset <preset>',
      'placebo, veryslow, slower, slow, medium, fast, faster, veryfast as in HAVC; or photo, steady, author, ' +
        'fast-preview, built-in: `havc recipe list` says what each is for',
    ),
    new Option(
      '--color-model <models>',
      'of a preset: video, stable or artistic + artistic, modelscope, siggraph17 or eccv16; or one alone, e.g. ' +
        '"deoldify(video)", "ddcolor(artistic)", "zhang(eccv16)" (default: video+artistic)',
    ),
    new Option(
      '--comb-method <method>',
      'how two models are merged: simple, constrained-chroma, luma-masked, adaptive-luma, chroma-retention, ' +
        '"chromabound adaptive" (default: simple)',
    ),
    new Option(
      '--video-tune <tune>',
      "the second model's share: verystable, morestable, stable, balanced, vivid, morevivid, veryvivid (default: stable)",
    ),
    new Option(
      '--color-fix <hues>',
      'hues to calm: none, magenta, magenta/violet, violet, violet/red, blue/magenta, yellow, yellow/orange, ' +
        'yellow/green, retinex/red (default: magenta/violet)',
    ),
    new Option('--color-tune <strength>', 'how much: none, light, medium, strong (default: light)'),
    new Option(
      '--color-map <map>',
      'hues to turn into others: blue->brown, red->brown, green->blue ... or an expression such as "30:90|+300,0.8"',
    ),
    new Option('--color-temp <level>', 'stabilisation by an exemplar model: only none in this version'),
    new Option('--bw-tune <strength>', 'clean up contrast and cast: none, light, medium, strong (default: none)'),
    new Option(
      '--bw-mode <number>',
      'how: 0 CLAHE on luma, 1 equalisation, 2 CLAHE on RGB, 3 both, 4 a look, 5 retinex, 6 retinex before colouring',
    ).argParser(wholeNumber('--bw-mode', 0, 6)),
    new Option('--no-bw-blend', "don't spare dark frames from that"),
    keepLumaOption(),
    new Option('--recipe <file>', 'a recipe in JSON, whole or partial: { "extends": "medium", ... }'),
    setOption(),
  ];
}

/** `--keep-luma`. */
export function keepLumaOption(): Option {
  return new Option('--keep-luma', "keep the source's luma as it is, whatever the recipe says");
}

/** `--set`. */
export function setOption(): Option {
  return new Option(
    '--set <path=value>',
    'change anything in the recipe, e.g. filters.stabilizer.dark.amount=0.5; may be given several times',
  ).argParser((text: string, before: readonly RecipeChange[] = []) => [...before, parseChange(text)]);
}

/** What a run does where models are missing, and which device and precision it takes. */
export function fallbackOption(): Option {
  return new Option(
    '--allow-fallback',
    "where weights aren't there, colour with the built-in model, and say so (default: stop)",
  );
}

/** `path=value`; the value is JSON, or else a text. */
function parseChange(text: string): RecipeChange {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    throw new HavcError(
      'OPTION_INVALID',
      `--set must be a path and a value, e.g. color.merge.weight=0.3, got ${JSON.stringify(text.slice(0, 80))}.`,
      { details: { option: '--set' } },
    );
  }
  const [path, value] = [text.slice(0, equals).trim(), text.slice(equals + 1)];
  try {
    return [path, JSON.parse(value)];
  } catch {
    return [path, value]; // a word such as toned needs no quotes
  }
}
