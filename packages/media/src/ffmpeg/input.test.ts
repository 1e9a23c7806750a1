import { describe, expect, it } from 'vitest';
import { inputArguments, outputArgument, passthroughArguments, pipeArguments } from './input.ts';

describe('inputArguments', () => {
  it.each(['-film.mp4', 'http:x.mp4', 'a%05d.png', 'concat:a|b', '/dev/stdin', 'pipe:0'])(
    'names %s as a file and nothing else',
    (path) => {
      const given = inputArguments(path);
      expect(given.slice(-2)).toEqual(['-i', `file:${path}`]);
    },
  );

  it('lets a file lead to nothing but files of film and sound', () => {
    for (const given of [inputArguments('a.mp4'), pipeArguments(0, 'nut')]) {
      expect(given[given.indexOf('-protocol_whitelist') + 1]).toBe('file,pipe');
      const formats = given[given.indexOf('-format_whitelist') + 1]!.split(',');
      for (const refused of [
        'hls',
        'concat',
        'concatf',
        'dash',
        'lavfi',
        'sdp',
        'rtsp',
        'imf',
        'webm_dash_manifest',
        'tty',
      ]) {
        expect(formats).not.toContain(refused);
      }
    }
  });
});

describe('pipeArguments', () => {
  it('names the pipe and its format', () => {
    const given = pipeArguments(3, 'nut');
    expect(given.slice(0, 2)).toEqual(['-f', 'nut']);
    expect(given.at(-1)).toBe('pipe:3');
  });
});

describe('outputArgument', () => {
  it.each([
    ['-', 'pipe:1'],
    ['-o.mp4', 'file:-o.mp4'],
    ['http:x', 'file:http:x'],
  ])('turns %s into %s', (path, expected) => expect(outputArgument(path)).toBe(expected));
});

describe('passthroughArguments', () => {
  it.each([
    [{ major: 4, minor: 1 }, '-vsync'],
    [{ major: 5, minor: 0 }, '-vsync'],
    [{ major: 5, minor: 1 }, '-fps_mode'],
    [{ major: 8, minor: 0 }, '-fps_mode'],
  ])('of version %o is named %s', (version, name) => {
    expect(passthroughArguments(version)).toEqual([name, 'passthrough']);
  });
});
