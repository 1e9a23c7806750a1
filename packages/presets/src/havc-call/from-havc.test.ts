import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { presetRecipe } from '../presets/preset-recipe.ts';
import { recipeFromHavc } from './from-havc.ts';

function messageOf(text: string): string {
  try {
    recipeFromHavc(text);
  } catch (error) {
    if (HavcError.is(error, 'RECIPE_INVALID')) return error.message;
    throw error;
  }
  return 'no error';
}

/** The warnings of a call, as `kind parameter`. */
function told(text: string): string[] {
  return recipeFromHavc(text)
    .warnings.map(({ kind, parameter }) => (parameter === undefined ? kind : `${kind} ${parameter}`))
    .sort();
}

describe('recipeFromHavc', () => {
  it.each([
    ['HAVC_main(clip)', {}],
    ['HAVC_main(clip, "Fast")', { preset: 'fast' }],
    [
      'HAVC_main(clip, "Slow", 0, "Stable+ModelScope", "luma-masked", "Vivid")',
      {
        preset: 'slow',
        colorModel: 'stable+modelscope',
        combMethod: 'luma-masked',
        videoTune: 'vivid',
      },
    ],
    ['HAVC_main(clip, ColorFix=None, ColorTune="strong")', { colorFix: 'none', colorTune: 'strong' }],
    ['HAVC_main(clip, ColorTune=None)', { colorTune: 'none' }],
    [
      'HAVC_main(clip, BlackWhiteTune="medium", BlackWhiteMode=3, BlackWhiteBlend=0)',
      {
        blackWhiteTune: 'medium',
        blackWhiteMode: 3,
        blackWhiteBlend: false,
      },
    ],
    ['ddeoldify_main(clip)', { preset: 'fast', colorFix: 'violet/red' }],
  ])('gives for %s the recipe of those choices', (text, choices) => {
    expect(recipeFromHavc(text).recipe).toEqual(presetRecipe(choices));
  });

  it.each<[string, string]>([
    ['HAVC_main(clip, Presett="fast")', 'Line 1, column 17: HAVC_main has no parameter Presett: did you mean Preset?'],
    ['HAVC_mian(clip)', 'Line 1, column 1: HAVC has no function HAVC_mian: did you mean HAVC_main?'],
    ['havc.stabilizer(clip)', 'Line 1, column 1: HAVC has no function stabilizer: did you mean HAVC_stabilizer?'],
    ['HVAC_main(clip)', 'Line 1, column 1: HVAC_main is no function of HAVC: did you mean HAVC_main?'],
    ['HAVC_main(clip, "fast", Preset="slow")', 'Line 1, column 25: HAVC_main gets Preset twice.'],
    ['HAVC_tweak(clip, 0, 1, 0, 1, 1, 7)', 'Line 1, column 33: HAVC_tweak takes at most 6 arguments.'],
    ['HAVC_main(clip, Preset=5)', 'Line 1, column 24: HAVC_main: Preset must be a text, got 5.'],
    [
      'HAVC_main(clip, Preset=fast)',
      "Line 1, column 24: HAVC_main: Preset must be a text, got the variable fast, whose value isn't known. Write the value itself, or its assignment above the call.",
    ],
    [
      'HAVC_main(clip, ScThreshold=1.5)',
      'Line 1, column 29: HAVC_main: ScThreshold must be a number from 0 to 1, got 1.5.',
    ],
    [
      'HAVC_main(clip, ScThreshold="0.1")',
      'Line 1, column 29: HAVC_main: ScThreshold must be a number from 0 to 1, got "0.1".',
    ],
    [
      'HAVC_main(clip, DeepExMethod=7)',
      'Line 1, column 30: HAVC_main: DeepExMethod must be a whole number from 0 to 6, got 7.',
    ],
    [
      'HAVC_main(clip, FrameInterp=2.5)',
      'Line 1, column 29: HAVC_main: FrameInterp must be a whole number from 0 to 10, got 2.5.',
    ],
    [
      'HAVC_main(clip, EnableDeepEx="yes")',
      'Line 1, column 30: HAVC_main: EnableDeepEx must be True or False, got "yes".',
    ],
    [
      'HAVC_main(clip, ScThreshold=0.1*2)',
      'Line 1, column 29: HAVC_main: ScThreshold must be a number from 0 to 1, got 0.1 * 2, which would have to be computed. Nothing is computed: write the value itself.',
    ],
    [
      'HAVC_main(clip, ColorFix="violett")',
      'Line 1, column 26: HAVC_main: There is no colorFix "violett": did you mean violet?',
    ],
    [
      'HAVC_main(clip, ColorTemp="verhigh")',
      'Line 1, column 27: HAVC_main: ColorTemp must be one of HAVC\'s (did you mean veryhigh?), got "verhigh".',
    ],
    [
      'HAVC_main(clip, ColorModel="Video+Foo")',
      'Line 1, column 28: HAVC_main: There is no colorModel "Video+Foo": there are: modelscope, artistic, siggraph17, eccv16.',
    ],
    [
      'HAVC_main(clip, Preset="photo")',
      'Line 1, column 24: HAVC_main: Preset must be one of HAVC\'s (there are: placebo, veryslow, slower, slow, medium, fast, faster, veryfast), got "photo".',
    ],
    [
      'HAVC_main(clip, RefRange=(1, 2, 3))',
      'Line 1, column 26: HAVC_main: RefRange must be two frame numbers, (start, end), got a list of 3.',
    ],
    [
      'HAVC_main(clip, EnableDeepEx=True, ScThreshold=0)',
      'Line 1, column 48: HAVC_main: ScThreshold must be above 0 where ScMinFreq is 0: without both there are no references, got 0.',
    ],
    [
      'HAVC_stabilizer(clip, stab=True, stab_p=[5, "A", 1])',
      'Line 1, column 41: HAVC_stabilizer: stab_p must be a list of 6 to 7 values (nframes, mode, sat, tht, weight, tht_scen, chroma_adjustment), got a list of 3.',
    ],
    [
      'HAVC_stabilizer(clip, stab=True, stab_p=[5, "X", 1, 15, 0.2, 0.8])',
      'Line 1, column 41: HAVC_stabilizer: stab_p must be a list whose second item (mode) is "A" or "W", got a list of 6.',
    ],
    [
      'HAVC_stabilizer(clip, dark=True, dark_p=[0.2, 8])',
      'Line 1, column 47: HAVC_stabilizer: dark_p[1] (dark_amount) must be a number from 0 to 1, got 8.',
    ],
    [
      'HAVC_stabilizer(clip, render_factor=12)',
      'Line 1, column 37: HAVC_stabilizer: render_factor must be 0 or a whole number from 16 to 64, got 12.',
    ],
    [
      'HAVC_stabilizer(clip, colormap="red->brwn")',
      'Line 1, column 32: HAVC_stabilizer: colormap must be none, a colour map (did you mean red->brown?) or a change of hues such as "30:90|+300,0.8", got "red->brwn".',
    ],
    [
      'HAVC_colorizer(clip, deoldify_p=[3, 24, 1, 0])',
      'Line 1, column 34: HAVC_colorizer: deoldify_p[0] (model) must be a whole number from 0 to 2, got 3.',
    ],
    [
      'HAVC_colorizer(clip, ddcolor_p=[1, 9, 1, 0, True])',
      'Line 1, column 32: HAVC_colorizer: ddcolor_p must be a list whose second number (render_factor) is 0 or from 10 to 64, got a list of 5.',
    ],
    [
      'HAVC_colorizer(clip, ddtweak="on")',
      'Line 1, column 30: HAVC_colorizer: ddtweak must be True, False or a list of three of them, got "on".',
    ],
    [
      'HAVC_bw_tune(clip, bw_tune="mild")',
      'Line 1, column 28: HAVC_bw_tune: bw_tune must be a strength (there are: none, light, medium, strong), got "mild".',
    ],
    ['HAVC_tweak(clip, gamma=-1)', 'Line 1, column 24: HAVC_tweak: gamma must be a number from 0.01 to 10, got -1.'],
    ['HAVC_set_merge_params(3, [0.1])', 'Line 1, column 1: nothing in the text colours or changes a clip.'],
    ['', 'Line 1, column 1: no call of HAVC was found, such as HAVC_main(clip, Preset="fast").'],
    [
      'x = a ? b',
      'Line 1, column 1: no call of HAVC was found, such as HAVC_main(clip, Preset="fast"). Line 1 could not be read: expected the end of the statement, found "?" (Python has no such character).',
    ],
  ])('refuses %s and says what to do', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it.each<[string, string[]]>([
    ['HAVC_main(clip)', []],
    ['HAVC_main(clip, ScThreshold=0.1, DeepExPreset="medium", RefRange=(0, 0), enable_fp16=True)', []],
    ['havc_main(clip, preset="slow")', ['spelling', 'spelling Preset']],
    ['HAVC_main(clip, ScThreshold=0.2)', ['no-effect ScThreshold']],
    ['HAVC_main(clip, DeepExOnlyRefFrames=True)', ['differs DeepExOnlyRefFrames']],
    [
      'HAVC_main(clip, Preset="placebo", ScMinFreq=5, RefRange=(1, 5))',
      ['differs Preset', 'no-effect RefRange', 'no-effect ScMinFreq'],
    ],
    [
      'HAVC_main(clip, EnableDeepEx=True, DeepExMethod=5, ScFrameDir="a.mp4", RefRange=(1, 5))',
      ['unavailable DeepExMethod', 'unavailable EnableDeepEx', 'unavailable RefRange', 'unavailable ScFrameDir'],
    ],
    [
      'HAVC_main(clip, EnableDeepEx=True, DeepExModel=1, DeepExEncMode=1, DeepExMaxMemFrames=9)',
      [
        'no-effect DeepExEncMode',
        'no-effect DeepExMaxMemFrames',
        'unavailable DeepExModel',
        'unavailable EnableDeepEx',
      ],
    ],
    [
      'HAVC_main(clip, EnableDeepEx=True, DeepExRefMerge=1, FrameInterp=2)',
      ['unavailable DeepExRefMerge', 'unavailable EnableDeepEx', 'unavailable FrameInterp'],
    ],
    ['HAVC_main(clip, ColorModel="DeOldify(Video)", ColorTune="medium")', ['no-effect ColorTune']],
    ['HAVC_main(clip, ColorModel="DeOldify(Video)", ColorTune="medium", ColorMap="red->blue")', []],
    [
      'HAVC_main(clip, "veryslow", ColorModel="DeOldify(Video)", ColorTune="medium", ColorMap="red->blue")',
      ['differs Preset', 'no-effect ColorMap', 'no-effect ColorTune'],
    ],
    ['HAVC_main(clip, ColorTune="none", ColorMap="30:90|+300,0.5")', []],
    [
      'HAVC_main(clip, BlackWhiteTune="light", BlackWhiteMode=4, BlackWhiteBlend=False)',
      ['differs BlackWhiteTune', 'no-effect BlackWhiteBlend'],
    ],
    ['HAVC_main(clip, sc_debug=True, DeepExBackbone="dinov3")', ['left-out DeepExBackbone', 'left-out sc_debug']],
    [
      'HAVC_colorizer(clip, method=0, mweight=0.7, cmb_sw=True, ddcolor_p=[0, 24, 1, 0, True])',
      ['no-effect cmb_sw', 'no-effect ddcolor_p', 'no-effect mweight'],
    ],
    ['HAVC_colorizer(clip, method=3, torch_dir="x")', ['differs method', 'elsewhere torch_dir']],
    ['HAVC_colorizer(clip, ddtweak=[False, False, True])', ['no-effect ddtweak']],
    ['HAVC_colorizer(clip, ddtweak_p=[[1, 1, 1, True, 0.3, 0.6, 1.5, 0.5], "none"])', ['no-effect ddtweak_p']],
    ['HAVC_colorizer_fast(clip, frame_interp=3)', ['unavailable frame_interp']],
    ['HAVC_stabilizer(clip, dark_p=[0.3, 0.5], stab=True)', ['left-out', 'no-effect dark_p']],
    ['HAVC_stabilizer(clip)', ['left-out', 'no-effect']],
    ['HAVC_tweak(clip, bright=0.5)', ['differs bright', 'left-out']],
    [
      'HAVC_TimeCube(clip, lut_effect=3, factors=[0, 1, 0, 1, 1])',
      ['differs lut_effect', 'left-out', 'left-out factors'],
    ],
    ['HAVC_bw_tune(clip, range_tv=False, action="on")', ['differs range_tv', 'left-out', 'left-out action']],
    [
      'HAVC_ColorAdjust(clip, BlackWhiteTune="none", ReColor=False, Strength=3)',
      ['left-out', 'no-effect BlackWhiteTune', 'no-effect Strength'],
    ],
    ['HAVC_SceneDetect(clip, sc_min_int=5)', ['differs sc_min_int', 'left-out']],
    ['HAVC_merge(HAVC_main(clip), other)', ['left-out']],
    ['a = HAVC_main(clip)\nb = HAVC_colorizer(clip)\na.set_output()', ['left-out']],
    [
      'clip = HAVC_main(clip)\nclip = core.std.Crop(clip, 8)\nclip = clip.resize.Bicubic(format=vs.YUV420P8)\nclip.set_output()',
      ['left-out'],
    ],
    ['HAVC_set_debug_level(2)\nHAVC_main(clip)', ['elsewhere']],
    [
      'HAVC_set_tweak_params([0, 1, 2, True, 0.3, 0.6, 1.5, 0.5])\nHAVC_colorizer(clip, ddtweak=True)',
      ['no-effect ddtweak_p'],
    ],
  ])('tells of %s what matters', (text, warnings) => {
    expect(told(text)).toEqual(warnings);
  });

  it('names function, parameter and line of a warning', () => {
    expect(recipeFromHavc('clip = HAVC_main(\n  clip,\n  ScMinFreq=5)').warnings).toEqual([
      {
        kind: 'no-effect',
        function: 'HAVC_main',
        parameter: 'ScMinFreq',
        line: 3,
        message: 'ScMinFreq has no effect without EnableDeepEx.',
      },
    ]);
  });

  it('follows the clip that is given out, through variables and other filters', () => {
    const { recipe } = recipeFromHavc(
      'src = core.ffms2.Source("a.mkv")\na = HAVC_main(src, "fast")\nb = core.std.Trim(a, 0, 9)\nc = HAVC_tweak(b[1:], sat=2)\nd = HAVC_main(src, "slow")\nc.set_output(0)',
    );
    expect(recipe.color).toEqual(presetRecipe({ preset: 'fast' }).color);
    expect(recipe.filters.map(({ filter }) => filter)).toEqual(['tweak']);
  });

  it('keeps what is done to a picture before colouring, and drops what calms colours that are not there yet', () => {
    const text =
      'clip = HAVC_tweak(clip, cont=0.9)\nclip = HAVC_stabilizer(clip, stab=True)\nclip = HAVC_colorizer(clip)';
    const { recipe } = recipeFromHavc(text);
    expect(recipe.prepare).toMatchObject([{ filter: 'tweak', contrast: 0.9 }]);
    expect(recipe.filters).toEqual([]);
    expect(told(text)).toEqual(['no-effect']);
  });

  it('colours all frames where the filters after it would mix gray ones in', () => {
    const { recipe, warnings } = recipeFromHavc('HAVC_stabilizer(HAVC_colorizer(clip, sc_threshold=0.1), stab=True)');
    expect(recipe.frames).toBe('all');
    expect(warnings.map(({ kind, parameter }) => [kind, parameter])).toEqual([['differs', 'sc_threshold']]);
  });

  it('is not drowned by scripts that merge clips with themselves or call without end', () => {
    const started = performance.now();
    const doubling = `a=HAVC_main(c)\n${'a=HAVC_merge(a,a)\n'.repeat(400)}`;
    expect(messageOf(doubling)).toMatch(/The recipe (has more than|is nested deeper)|models/);
    expect(messageOf('a=HAVC_tweak(a,1)\n'.repeat(10_000))).toMatch(/more than 500 times/);
    expect(messageOf(`a=HAVC_tweak(a,1)\n`.repeat(400))).toMatch(/filters/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('takes names of objects for names', () => {
    expect(messageOf('HAVC_main(clip, __proto__=1)')).toMatch(/no parameter __proto__/);
    expect(messageOf('HAVC_main(clip, constructor=1)')).toMatch(/no parameter constructor/);
    expect(messageOf('havc.toString(clip)')).toMatch(/no function toString/);
    expect(messageOf('HAVC_main(clip, Preset="__proto__")')).toMatch(/Preset must be/);
    expect(messageOf('HAVC_main(clip, ColorModel="constructor(video)")')).toMatch(/no colorModel/);
  });
});
