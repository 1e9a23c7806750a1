import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import type { CallArgument, CallValue } from './call-values.ts';
import { parseCalls } from './parse-calls.ts';

/** The value as plain data, to compare with literals. */
function plain(value: CallValue): unknown {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return value.value;
    case 'none':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'name':
      return { name: value.name };
    case 'call':
      return {
        call: value.name,
        ...(value.receiver ? { of: plain(value.receiver) } : {}),
        with: value.arguments.map(plainArgument),
      };
    case 'other':
      return { other: value.text, ...(value.of ? { of: plain(value.of) } : {}) };
  }
}

function plainArgument({ name, value }: CallArgument): unknown {
  return name === undefined ? plain(value) : { [name]: plain(value) };
}

/** The only argument of `f(...)`. */
function argumentOf(source: string): unknown {
  const [statement] = parseCalls(`f(${source})`).statements;
  const value = statement?.value;
  return value?.kind === 'call' && value.arguments[0] ? plain(value.arguments[0].value) : undefined;
}

function failure(text: string): { message: string; code: string } {
  try {
    parseCalls(text);
  } catch (error) {
    if (HavcError.is(error)) return { message: error.message, code: error.code };
    throw error;
  }
  return { message: 'no error', code: 'none' };
}

describe('parseCalls', () => {
  it.each<[string, unknown]>([
    ['"slow"', 'slow'],
    ["'slow'", 'slow'],
    ['"""two\nlines"""', 'two\nlines'],
    ["'''a'b'''", "a'b"],
    ['""', ''],
    ['r"C:\\new"', 'C:\\new'],
    ['"C:\\\\new\\tdir"', 'C:\\new\tdir'],
    ['"\\x41\\u00e9\\101\\U0001F600\\q"', 'AéA😀\\q'],
    ['"a\\\nb"', 'ab'],
    ['u"x"', 'x'],
    ['"300:360" "|0.8,0.1"', '300:360|0.8,0.1'],
    ['"it\'s"', "it's"],
    ['"\\""', '"'],
    ['"a # b"', 'a # b'],
    ['24', 24],
    ['-2', -2],
    ['+140', 140],
    ['- - 3', 3],
    ['-0', 0],
    ['0.80', 0.8],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['2.5E2', 250],
    ['10_000', 10000],
    ['0x1F', 31],
    ['True', true],
    ['False', false],
    ['None', null],
    ['[]', []],
    ['()', []],
    ['(1,)', [1]],
    ['(1)', 1],
    ['[1, "A", True,]', [1, 'A', true]],
    ['[[0.0, 1.0], "300:360|0.8,0.1"]', [[0, 1], '300:360|0.8,0.1']],
    ['clip', { name: 'clip' }],
    ['vs.RGB24', { name: 'vs.RGB24' }],
    ['clip[0:100]', { other: '[ 0 : 100 ]', of: { name: 'clip' } }],
    ['clip.width', { name: 'clip.width' }],
    ['0.1 * 2', { other: '0.1 * 2' }],
    ['x if y else z', { other: 'x if y else z' }],
    ['lambda n: n + 1', { other: 'lambda n : n + 1' }],
    ['f"{x}"', { other: 'f"{x}"' }],
    ['{"a": 1}', { other: '{ "a" : 1 }' }],
    ['[i for i in x]', [{ other: 'i for i in x' }]],
    ['core.std.Trim(clip, 0, 9)', { call: 'core.std.Trim', with: [{ name: 'clip' }, 0, 9] }],
    ['g(a=1, b="x")', { call: 'g', with: [{ a: 1 }, { b: 'x' }] }],
    ['a.b(1).c(2)', { call: 'c', of: { call: 'a.b', with: [1] }, with: [2] }],
    ['__proto__', { name: '__proto__' }],
  ])('reads the argument %s', (source, expected) => {
    expect(argumentOf(source)).toEqual(expected);
  });

  it('reads calls in calls over several lines, with comments and a trailing comma', () => {
    const { statements, leftOut } = parseCalls(`
clip = havc.HAVC_stabilizer(  # calm it
    havc.HAVC_colorizer(clip, method=2,   # both
                        mweight=0.5),
    stab=True, \\
    stab_p=(5, 'A', 1, 15, 0.2, 0.8),
)
clip.set_output()
`);
    expect(leftOut).toEqual([]);
    expect(statements.map(({ target, value, line }) => ({ target, line, value: plain(value) }))).toEqual([
      {
        target: 'clip',
        line: 2,
        value: {
          call: 'havc.HAVC_stabilizer',
          with: [
            { call: 'havc.HAVC_colorizer', with: [{ name: 'clip' }, { method: 2 }, { mweight: 0.5 }] },
            { stab: true },
            { stab_p: [5, 'A', 1, 15, 0.2, 0.8] },
          ],
        },
      },
      { target: undefined, line: 8, value: { call: 'clip.set_output', with: [] } },
    ]);
  });

  it('puts constants of earlier lines in place of their variables, and forgets them when they change', () => {
    const { statements } = parseCalls(
      'preset = "slow"\nf(preset)\npreset = core.get()\nf(preset)\nn = 1\nn += 1\nf(n)\nm = 1\nif x:\n    m = 2\nf(m)',
    );
    const given = statements.flatMap(({ value }) => (value.kind === 'call' ? value.arguments : [])).map(plainArgument);
    expect(given).toEqual(['slow', { name: 'preset' }, { name: 'n' }, { name: 'm' }]);
  });

  it('does not put a constant in place of the name of a parameter or a function', () => {
    const { statements } = parseCalls('f = "x"\nf(f=f)');
    expect(statements.at(-1)?.value).toMatchObject({ name: 'f', arguments: [{ name: 'f', value: { value: 'x' } }] });
  });

  it('lists lines that it leaves out, with their reason, and knows the names of HAVC in imports', () => {
    const script = parseCalls(`import vapoursynth as vs
import vsdeoldify as colour
core = vs.core
sys.path.insert(0, os.path.abspath(scriptPath))
if not hasattr(core, "x"):
    core.std.LoadPlugin(path="x")
a, b = f(c)
x = ? + 1; y = 2
clip = colour.HAVC_main(clip)`);
    expect(script.leftOut.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'it is part of a block'],
      [6, 'it is part of a block'],
      [7, 'expected the end of the statement, found ",".'],
      [
        8,
        'expected a value (text, number, True, False, None, list, variable or call), found "?" (Python has no such character).',
      ],
    ]);
    expect(script.statements.map(({ target, line }) => [target, line])).toEqual([
      ['core', 3],
      [undefined, 4],
      ['y', 8],
      ['clip', 9],
    ]);
    expect(script.modules.has('colour')).toBe(true);
  });

  it('reads a script whose lines are all indented, as when copied from a function', () => {
    expect(parseCalls('    clip = HAVC_main(clip)\n    clip.set_output()\n').statements).toHaveLength(2);
  });

  it.each<[string, RegExp]>([
    ['HAVC_main(clip, ScThreshold=0.1', /^Line 1, column 32: expected "," or "\)", found the end of the statement/],
    ['HAVC_main(clip, Preset=)', /^Line 1, column 24: expected a value .*, found "\)"/],
    ['HAVC_main(clip Preset="slow")', /^Line 1, column 16: expected "," or "\)", found "Preset"/],
    ['HAVC_main(Preset="slow", clip)', /^Line 1, column 26: expected an argument with its name/],
    ['HAVC_main(clip, Preset="slow)', /^Line 1, column 24: .*no closing "/],
    ['HAVC_main(clip, Preset=“slow”)', /write ' or "/],
    [
      'clip = HAVC_main(clip) + 1',
      /^Line 1, column 24: expected the end of the statement, found "\+"\. Nothing is computed/,
    ],
    ['x = 1\nfor i in y:\n  clip = HAVC_main(clip)', /^Line 3, column 10: HAVC_main is called inside a block/],
    ['if x: clip = HAVC_main(clip)', /inside a block/],
    ['def HAVC_main(clip: vs.VideoNode): pass', /inside a block/],
    ['f(HAVC_main(clip) + 1)', /Nothing is computed/],
    ['f([HAVC_main(x) for x in y])', /found "for"\. Nothing is computed/],
    ['f(clip[HAVC_main(x)])', /inside \[ \]/],
    ['a, b = HAVC_main(clip), 1', /^Line 1, column 2: expected the end of the statement, found ","/],
    ['HAVC_main(clip, x=1e999)', /too large/],
  ])('refuses %s and says where and why', (text, message) => {
    expect(failure(text)).toEqual({ code: 'RECIPE_INVALID', message: expect.stringMatching(message) });
  });

  it('refuses texts, brackets, arguments, items and chains over the limits at once', () => {
    const started = performance.now();
    for (const text of [
      'x'.repeat(300_000),
      '('.repeat(200_000),
      `HAVC_main(${'f('.repeat(100_000)}`,
      `HAVC_main(${'1,'.repeat(100_000)})`,
      `HAVC_main([${'1,'.repeat(100_000)}])`,
      `HAVC_main(clip${'.a()'.repeat(50_000)})`,
      `HAVC_main(clip${'[0]'.repeat(50_000)})`,
    ]) {
      expect(failure(text).code, text.slice(0, 30)).toBe('RECIPE_INVALID');
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('takes time that grows with the length alone', () => {
    const started = performance.now();
    for (const text of [
      `${'[(f('.repeat(16)}${'x+1,'.repeat(50_000)}${')))'.repeat(16)}`,
      `HAVC_main(${'"'.repeat(200_001)})`,
      '"""'.repeat(80_000),
      `${'\\\n'.repeat(100_000)}`,
      '#'.repeat(200_000),
      `HAVC_main(${'-'.repeat(200_000)}1)`,
      `${'a;'.repeat(100_000)}`,
      `${'1_'.repeat(100_000)}`,
      `x = "${'\\'.repeat(200_000)}"`,
      `a=[1,1]\n${'a=[a,a]\n'.repeat(20_000)}f(a)`,
      `a=[1]\n${'a=[a]\n'.repeat(20_000)}f(a)`,
      '\u{10ffff}'.repeat(100_000),
    ]) {
      try {
        parseCalls(text);
      } catch (error) {
        expect(HavcError.is(error, 'RECIPE_INVALID'), text.slice(0, 30)).toBe(true);
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
