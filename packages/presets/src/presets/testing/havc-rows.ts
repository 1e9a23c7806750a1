import { readFileSync } from 'node:fs';

/** A change of some hues, as the fixtures write it. */
export interface HueRow {
  readonly hues: readonly (readonly [number, number])[];
  readonly saturation: number;
  readonly shiftDegrees: number;
  readonly weight: number;
}

/** One preset of the original. */
export interface PresetRow {
  readonly preset: string;
  readonly firstRenderFactor: number;
  readonly secondRenderFactor: number;
  readonly ddcolorInput: number;
  readonly zhangInput: number;
  readonly size: string;
  readonly composition: string;
  readonly dark: boolean;
  readonly smooth: boolean;
  readonly colorMap: boolean;
  readonly average: string;
  readonly lastHueFix: boolean;
}

/** One choice of models. */
export interface ModelRow {
  readonly name: string;
  readonly listed: boolean;
  readonly first: string | null;
  readonly firstShareOfVideo: number | null;
  readonly second: string | null;
  readonly secondFamily: string | null;
}

/** Values of all channels and tones that a tweak has. */
export interface TweakRow {
  readonly hueDegrees: number;
  readonly saturation: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
}

/** One tune of tone. `as chosen` is the choice of the user. */
export interface TuneRow {
  readonly method: string;
  readonly level: string;
  readonly blend: boolean | 'as chosen';
  readonly look?: LookRow;
}

/** A look and how much of it. */
export interface LookRow {
  readonly look: string;
  readonly share: number;
}

interface BranchRow {
  readonly seenByModel: TweakRow;
  readonly tune: { readonly mode: number; readonly level: string; readonly blend: boolean };
  readonly then: readonly ({ readonly tweak: TweakRow } | LookRow)[];
}

/** What the named choices of the original mean; see the file. */
export interface PresetTable {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly presets: readonly PresetRow[];
  readonly stabilizer: {
    readonly renderFactor: number;
    readonly dark: { readonly threshold: number; readonly amount: number };
    readonly smooth: Readonly<Record<'dark' | 'white' | 'saturation' | 'darken', number>>;
    readonly average: {
      readonly frames: number;
      readonly mode: string;
      readonly refillSaturation: number;
      readonly refillThreshold: number;
      readonly refillWeight: number;
      readonly refillMaxGrayShare: number;
    };
  };
  readonly colorModels: readonly ModelRow[];
  readonly combineMethods: readonly {
    readonly name: string;
    readonly method: string;
    readonly numbers: Readonly<Record<string, unknown>>;
  }[];
  readonly videoTunes: readonly { readonly name: string; readonly weightOfSecond: number }[];
  readonly colorTemps: readonly { readonly name: string; readonly shareOfPerFrameColors: number | null }[];
  readonly secondModel: {
    readonly tweaks: readonly { readonly name: string; readonly default: number | boolean }[];
    readonly denoise: { readonly balance: number; readonly equalize: number; readonly factors: readonly number[] };
    readonly retinex: { readonly method: string; readonly level: string; readonly blend: boolean };
  };
  readonly toneRows: readonly {
    readonly mode: number;
    readonly level: string;
    readonly before: TuneRow | null;
    readonly tweak: TweakRow | null;
    readonly after: TuneRow;
    readonly deflicker: boolean;
  }[];
  readonly deflickerRows: readonly {
    readonly retinexRed: boolean;
    readonly strengthIsNone: boolean;
    readonly mode6: boolean;
    readonly deflicker: boolean;
  }[];
  readonly adjustRows: readonly {
    readonly mode: number;
    readonly level: string;
    readonly tune: TuneRow | null;
    readonly tweak: TweakRow | null;
    readonly look: LookRow | null;
  }[];
  readonly placeboTiles: readonly Readonly<
    Record<'width' | 'height' | 'overlapX' | 'overlapY' | 'renderFactor', number>
  >[];
  readonly veryslow: {
    readonly firstBranch: BranchRow & {
      readonly colorFix: string;
      readonly colorTune: string;
      readonly colorMap: string;
    };
    readonly secondBranch: BranchRow;
    readonly finish: { readonly tweak: TweakRow; readonly contrastWithTune: number; readonly share: number };
  };
  readonly ownNumbers: {
    readonly lumaWithoutTune: string;
    readonly lumaWithTune: string;
    readonly lookKeepsLuma: { readonly retinexRed: boolean; readonly others: boolean };
    readonly scenes: string;
    readonly frames: string;
    readonly hueSoftness: number;
    readonly lumaLevelsSoftness: number;
    readonly darkening: number;
    readonly deflicker: Readonly<Record<string, unknown>>;
    readonly filmEnds: string;
    readonly tileBlend: string;
    readonly merge: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** Answers of the original for combinations of colour fix, strength, map and model; see the file. */
export interface ColorChoiceTable {
  readonly secondModelFixes: readonly {
    readonly secondModel: string;
    readonly fix: string;
    readonly strength: string;
    readonly tweak: boolean;
    readonly denoise: boolean;
    readonly retinex: boolean;
    readonly hueFix: HueRow | null;
  }[];
  readonly lastFixes: readonly { readonly fix: string; readonly strength: string; readonly hueFix: HueRow | null }[];
  readonly colorMaps: readonly { readonly map: string; readonly strength: string; readonly mapping: HueRow | null }[];
  readonly retinexRedLooks: readonly {
    readonly strength: string;
    readonly map: string;
    readonly look: string | null;
    readonly share: number | null;
  }[];
}

/** Both tables, read from the fixtures. */
export function readHavcRows(): { readonly presets: PresetTable; readonly choices: ColorChoiceTable } {
  return { presets: readFixture('havc-presets.json'), choices: readFixture('havc-color-choices.json') };
}

function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../__fixtures__/${name}`, import.meta.url), 'utf8')) as T;
}
