import type {
  ColorChoiceTable,
  HueRow,
  LookRow,
  ModelRow,
  PresetRow,
  PresetTable,
  TuneRow,
  TweakRow,
} from './havc-rows.ts';
import type { ColorFacts, RecipeFacts, StepFacts } from './recipe-facts.ts';

/** One choice of everything, in small letters as the tables have it, but for names of models and tunes. */
export interface HavcChoices {
  readonly preset: string;
  readonly colorModel: string;
  readonly combMethod: string;
  readonly videoTune: string;
  readonly colorFix: string;
  readonly colorTune: string;
  readonly colorMap: string;
  readonly blackWhiteTune: string;
  readonly blackWhiteMode: number;
  readonly blackWhiteBlend: boolean;
}

interface Pipeline extends HavcChoices {
  readonly row: PresetRow;
  readonly model: ModelRow;
}

/** What the tables say about each choice. No number is in here: only which rows of the tables follow each other. */
export function createExpectation(table: PresetTable, choices: ColorChoiceTable): (given: HavcChoices) => RecipeFacts {
  const key = (...parts: readonly unknown[]) => parts.join(' ');
  const fixes = new Map(choices.secondModelFixes.map((row) => [key(row.secondModel, row.fix, row.strength), row]));
  const lastFixes = new Map(choices.lastFixes.map((row) => [key(row.fix, row.strength), row]));
  const maps = new Map(choices.colorMaps.map((row) => [key(row.map, row.strength), row]));
  const looks = new Map(choices.retinexRedLooks.map((row) => [key(row.strength, row.map), row]));
  const tones = new Map(table.toneRows.map((row) => [key(row.mode, row.level), row]));
  const adjusts = new Map(table.adjustRows.map((row) => [key(row.mode, row.level), row]));
  const calms = new Map(
    table.deflickerRows.map((row) => [key(row.retinexRed, row.strengthIsNone, row.mode6), row.deflicker]),
  );
  const presets = new Map(table.presets.map((row) => [row.preset, row]));
  const models = new Map(table.colorModels.map((row) => [row.name, row]));
  const own = table.ownNumbers;

  const get = <T>(from: ReadonlyMap<string, T>, name: string): T => {
    const found = from.get(name);
    if (found === undefined) throw new Error(`The tables have no row for ${name}.`);
    return found;
  };
  const hueChange = (row: HueRow) => ({
    ranges: row.hues.map(([from, to]) => ({ from, to })),
    saturation: row.saturation,
    shiftDegrees: row.shiftDegrees,
    weight: row.weight,
  });
  const tweak = (row: TweakRow): StepFacts => ({ filter: 'tweak', ...row });
  const look = (row: LookRow, keepLuma = own.lookKeepsLuma.others): StepFacts => ({
    filter: 'look',
    look: row.look,
    strength: row.share,
    keepLuma,
  });
  const tune = (row: TuneRow, blend: boolean): StepFacts => ({
    filter: 'tune',
    level: row.level,
    method: row.method,
    darkBlend: row.blend === 'as chosen' ? blend : row.blend,
  });
  // Its effect on luma was thrown away in the original, and is where luma follows the tone.
  const deflicker = (): StepFacts => ({ filter: 'deflicker', ...own.deflicker, keepLuma: true });
  const tweakDefault = (name: string) => table.secondModel.tweaks.find((entry) => entry.name === name)!.default;

  function first({ row, model }: Pipeline): ColorFacts {
    return {
      model: `deoldify-${model.first}`,
      renderFactor: row.composition === 'tiles' ? 'auto' : row.firstRenderFactor,
      ...(model.firstShareOfVideo ? { videoBlend: model.firstShareOfVideo } : {}),
      before: [],
      after: [],
    };
  }

  function second({ row, model, colorFix, colorTune }: Pipeline): ColorFacts {
    const fix = get(fixes, key(model.second, colorFix, colorTune));
    const { denoise, retinex } = table.secondModel;
    const isDdcolor = model.secondFamily === 'ddcolor';
    const before: StepFacts[] = [];
    if (fix.tweak && fix.retinex) {
      before.push({
        filter: 'auto-levels',
        level: retinex.level,
        method: retinex.method,
        darkBlend: retinex.blend,
      });
    } else if (fix.tweak) {
      const simple = { brightness: tweakDefault('brightness'), contrast: tweakDefault('contrast') };
      if (simple.brightness !== 0 || simple.contrast !== 1 || !tweakDefault('lumaConstrained')) {
        throw new Error('The default tweaks are more than luma levels: a step is missing here.');
      }
      before.push({
        filter: 'luma-levels',
        lumaFloor: tweakDefault('lumaFloor'),
        gamma: tweakDefault('gamma'),
        gammaBelow: tweakDefault('gammaBelow'),
        gammaDecay: tweakDefault('gammaDecay'),
        gammaFloor: tweakDefault('gammaFloor'),
        softness: own.lumaLevelsSoftness,
      });
    }
    const after: StepFacts[] = [];
    if (fix.hueFix) after.push({ filter: 'hues', ...hueChange(fix.hueFix), softness: own.hueSoftness });
    if (fix.denoise) after.push({ filter: 'denoise', ...denoise });
    return {
      model: isDdcolor ? `ddcolor-${model.second}` : model.second,
      renderFactor: !isDdcolor ? row.zhangInput / 16 : row.composition === 'tiles' ? 'auto' : row.ddcolorInput / 16,
      before,
      after,
    };
  }

  function tiles(row: PresetRow): ColorFacts {
    if (row.composition !== 'tiles') return {};
    return { tiles: { count: 4, overlapX: 'auto', overlapY: 'auto', blend: own.tileBlend } };
  }

  function merge({ combMethod, videoTune }: Pipeline): ColorFacts {
    const { method, numbers } = table.combineMethods.find(({ name }) => name === combMethod)!;
    const weight = table.videoTunes.find(({ name }) => name === videoTune)!.weightOfSecond;
    return { method, weight, ...numbers, ...own.merge[method] };
  }

  function color(pipeline: Pipeline): ColorFacts {
    const { row, model } = pipeline;
    if (!model.second) return { ...first(pipeline), ...tiles(row) };
    if (!model.first) return { ...second(pipeline), ...tiles(row) };
    const pair = { first: first(pipeline), second: second(pipeline) };
    return { merge: merge(pipeline), ...pair, ...tiles(row), before: [], after: [] };
  }

  function stabilizer({ row, model, colorFix, colorTune, colorMap }: Pipeline): StepFacts[] {
    const { renderFactor, dark, smooth, average } = table.stabilizer;
    const mapping = row.colorMap ? get(maps, key(colorMap, colorTune)).mapping : null;
    const averages =
      row.average !== 'never' && colorTune !== 'none' && (row.average === 'unless strength is none' || model.second);
    const lastFix = row.lastHueFix ? get(lastFixes, key(colorFix, colorTune)).hueFix : null;
    const mapIsIdle = !mapping || (mapping.shiftDegrees !== 0 && mapping.weight === 1);
    if (!row.dark && !row.smooth && mapIsIdle && !averages) return [];
    return [
      {
        filter: 'stabilizer',
        renderFactor,
        dark: row.dark ? { ...dark, darkening: own.darkening, hues: null, softness: own.hueSoftness } : null,
        smooth: row.smooth ? { ...smooth, hues: null, softness: own.hueSoftness } : null,
        hues: mapIsIdle ? null : hueChange(mapping),
        stabilize: averages
          ? {
              frames: average.frames,
              mode: average.mode,
              refill: {
                threshold: average.refillThreshold,
                saturation: average.refillSaturation,
                weight: average.refillWeight,
                maxGrayShare: average.refillMaxGrayShare,
              },
              hues: lastFix ? hueChange(lastFix) : null,
              ends: own.filmEnds,
            }
          : null,
        deflicker: averages ? own.deflicker : null,
      },
    ];
  }

  /** Everything after colouring. */
  function finish(pipeline: Pipeline): StepFacts[] {
    const { colorFix, colorTune, colorMap, blackWhiteTune, blackWhiteMode, blackWhiteBlend } = pipeline;
    const steps = stabilizer(pipeline);
    const tone = blackWhiteTune === 'none' ? undefined : get(tones, key(blackWhiteMode, blackWhiteTune));
    if (tone?.tweak) steps.push(tweak(tone.tweak));
    if (tone) steps.push(tune(tone.after, blackWhiteBlend));
    if (colorFix === 'retinex/red') {
      const row = get(looks, key(colorTune, colorMap === 'red->brown' ? colorMap : 'any other'));
      if (row.look !== null && row.share !== null) {
        steps.push(look({ look: row.look, share: row.share }, own.lookKeepsLuma.retinexRed));
      }
    }
    const isToneCalmed = tone?.deflicker === true;
    if (get(calms, key(colorFix === 'retinex/red', colorTune === 'none', isToneCalmed))) steps.push(deflicker());
    return steps;
  }

  function branches(given: Pipeline): RecipeFacts {
    const slower = get(presets, 'slower');
    const { firstBranch, secondBranch, finish: end } = table.veryslow;
    const branch = (from: typeof secondBranch, own: Partial<HavcChoices>, model: Partial<ModelRow>): ColorFacts => {
      const pipeline: Pipeline = {
        ...given,
        row: slower,
        model: { ...given.model, ...model },
        ...own,
        blackWhiteTune: from.tune.level,
        blackWhiteMode: from.tune.mode,
        blackWhiteBlend: from.tune.blend,
      };
      const then = from.then.map((step) => ('tweak' in step ? tweak(step.tweak) : look(step)));
      return {
        color: color(pipeline),
        before: [tweak(from.seenByModel)],
        after: [...finish(pipeline), ...then],
      };
    };
    const a = given.model.first ? branch(firstBranch, firstChoices(firstBranch), { second: null }) : undefined;
    const b = given.model.second ? branch(secondBranch, {}, { first: null }) : undefined;
    const adjust =
      given.blackWhiteTune === 'none' ? undefined : get(adjusts, key(given.blackWhiteMode, given.blackWhiteTune));
    const steps: StepFacts[] = [];
    if (adjust?.tune) steps.push(tune(adjust.tune, given.blackWhiteBlend));
    if (adjust?.tweak) steps.push(tweak(adjust.tweak));
    if (adjust?.look) steps.push(look(adjust.look));
    const contrast = given.blackWhiteTune === 'none' ? end.tweak.contrast : end.contrastWithTune;
    steps.push(tweak({ ...end.tweak, contrast }));
    return {
      size: size(given.row),
      luma: luma(given),
      scenes: own.scenes,
      frames: own.frames,
      prepare: [],
      color: a && b ? { merge: merge(given), first: a, second: b, before: [], after: [] } : (a ?? b)!,
      filters: [{ filter: 'mix', share: end.share, steps }],
    };
  }

  function luma({ blackWhiteTune }: HavcChoices): string {
    return blackWhiteTune === 'none' ? own.lumaWithoutTune : own.lumaWithTune;
  }

  function size(row: PresetRow): number | 'full' {
    return row.size === 'full' ? 'full' : Number(row.size);
  }

  return (given) => {
    const pipeline: Pipeline = {
      ...given,
      row: get(presets, given.preset),
      model: get(models, given.colorModel),
    };
    if (pipeline.row.composition === 'branches') return branches(pipeline);
    const { blackWhiteTune, blackWhiteMode, blackWhiteBlend } = given;
    const before = blackWhiteTune === 'none' ? null : get(tones, key(blackWhiteMode, blackWhiteTune)).before;
    return {
      size: size(pipeline.row),
      luma: luma(given),
      scenes: own.scenes,
      frames: own.frames,
      prepare: before ? [tune(before, blackWhiteBlend)] : [],
      color: color(pipeline),
      filters: finish(pipeline),
    };
  };
}

function firstChoices(branch: PresetTable['veryslow']['firstBranch']): Partial<HavcChoices> {
  return { colorFix: branch.colorFix, colorTune: branch.colorTune, colorMap: branch.colorMap };
}
