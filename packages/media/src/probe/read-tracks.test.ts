import { describe, expect, it } from 'vitest';
import { type ProbedStream, readOtherTrack, readVideoTrack } from './read-tracks.ts';

const read = (stream: Partial<ProbedStream>, times: readonly number[] = [], duration?: number) =>
  readVideoTrack(
    { index: 0, width: 64, height: 48, pix_fmt: 'yuv420p', time_base: '1/90000', ...stream },
    duration,
    times,
  );

describe('readVideoTrack', () => {
  it.each<[string, Partial<ProbedStream>, number]>([
    ['nothing', {}, 0],
    ['a matrix, counter-clockwise', { side_data_list: [{ rotation: -90 }] }, 90],
    ['a matrix the other way', { side_data_list: [{ side_data_type: 'x' }, { rotation: 90 }] }, 270],
    ['half a turn', { side_data_list: [{ rotation: -180 }] }, 180],
    ['a tag, clockwise', { tags: { rotate: '270' } }, 270],
    ['a tag of Matroska', { tags: { ROTATE: '90' } }, 90],
    ['more than a turn', { tags: { rotate: '450' } }, 90],
    ['a crooked angle, to the nearest quarter', { tags: { rotate: '93' } }, 90],
    ['nonsense', { tags: { rotate: 'left' } }, 0],
  ])('reads the rotation from %s', (_what, stream, rotation) => expect(read(stream).rotation).toBe(rotation));

  it.each([
    ['tt', 'top-first'],
    ['tb', 'top-first'],
    ['bb', 'bottom-first'],
    ['bt', 'bottom-first'],
    ['progressive', 'progressive'],
    ['unknown', 'progressive'],
    [undefined, 'progressive'],
  ] as const)('reads the field order %s as %s', (order, expected) => {
    expect(read(order ? { field_order: order } : {}).fieldOrder).toBe(expected);
  });

  it.each([
    ['1:1', 1, 1],
    ['64:45', 64, 45],
    ['0:1', 1, 1],
    ['N/A', 1, 1],
    ['1:0', 1, 1],
  ])('reads the shape of pixels %s', (text, numerator, denominator) => {
    expect(read({ sample_aspect_ratio: text }).sampleAspectRatio).toEqual({ numerator, denominator });
  });

  it('reads tags of colour, and leaves unknown ones open', () => {
    const known = {
      color_range: 'pc',
      color_space: 'bt2020nc',
      color_primaries: 'bt2020',
      color_transfer: 'smpte2084',
    };
    expect(read(known).color).toEqual({
      range: 'full',
      matrix: 'bt2020nc',
      primaries: 'bt2020',
      transfer: 'smpte2084',
    });
    const open = {
      color_range: 'unknown',
      color_space: 'unknown',
      color_primaries: 'unspecified',
      color_transfer: 'reserved',
    };
    const nothing = { range: undefined, matrix: undefined, primaries: undefined, transfer: undefined };
    expect(read(open).color).toEqual(nothing);
    expect(read({}).color).toEqual(nothing);
  });

  it.each<[string, Partial<ProbedStream>, number | undefined, number | undefined, boolean]>([
    ['the stored number', { nb_frames: '100', avg_frame_rate: '25/1' }, 10, 100, true],
    ['duration and rate', { avg_frame_rate: '30000/1001' }, 10, 300, false],
    ['the length of the track before that of the file', { avg_frame_rate: '25/1', duration: '2.0' }, 10, 50, false],
    ['the nominal rate where there is no average', { avg_frame_rate: '0/0', r_frame_rate: '50/1' }, 1, 50, false],
    ['nothing', {}, undefined, undefined, false],
    ['a rate alone', { avg_frame_rate: '25/1' }, undefined, undefined, false],
  ])('reckons the number of frames from %s', (_what, stream, duration, frameCount, frameCountExact) => {
    expect(read(stream, [], duration)).toMatchObject({ frameCount, frameCountExact });
  });

  it.each<[string, string, number[], boolean]>([
    ['a steady rate', '1/90000', [0, 0.04, 0.08, 0.12], false],
    ['a steady rate in milliseconds', '1/1000', [0, 0.033, 0.067, 0.1], false],
    ['NTSC in milliseconds', '1/1000', [0, 0.042, 0.083, 0.125], false],
    ['a pause', '1/90000', [0, 0.04, 0.08, 0.16], true],
    ['a small difference that the clock would show', '1/90000', [0, 0.04, 0.081, 0.12], true],
    ['two frames, which tell nothing', '1/90000', [0, 5], false],
  ])('tells a variable rate: %s', (_what, timeBase, times, variable) => {
    expect(read({ time_base: timeBase }, times).variableFrameRate).toBe(variable);
  });

  it('has something for everything that may be missing', () => {
    expect(readVideoTrack({ index: 3 }, undefined, [])).toMatchObject({
      streamIndex: 3,
      codec: 'unknown',
      width: 0,
      height: 0,
      timeBase: { numerator: 1, denominator: 90_000 },
      averageFrameRate: undefined,
    });
  });
});

describe('readOtherTrack', () => {
  it.each<[Partial<ProbedStream>, string]>([
    [{ codec_type: 'audio' }, 'audio'],
    [{ codec_type: 'subtitle' }, 'subtitle'],
    [{ codec_type: 'attachment' }, 'attachment'],
    [{ codec_type: 'video', disposition: { attached_pic: 1 } }, 'cover'],
    [{ codec_type: 'video', disposition: { attached_pic: 0 } }, 'video'],
    [{ codec_type: 'data' }, 'data'],
    [{}, 'data'],
  ])('of %o is of the kind %s', (stream, kind) => expect(readOtherTrack({ index: 1, ...stream }).kind).toBe(kind));

  it('keeps language, title and sound', () => {
    const tags = { language: 'ger', title: 'Ton' };
    expect(
      readOtherTrack({ index: 2, codec_type: 'audio', codec_name: 'aac', channels: 6, sample_rate: '48000', tags }),
    ).toEqual({
      streamIndex: 2,
      kind: 'audio',
      codec: 'aac',
      language: 'ger',
      title: 'Ton',
      channels: 6,
      sampleRate: 48_000,
    });
    expect(readOtherTrack({ index: 2, codec_tag_string: 'tmcd' }).codec).toBe('tmcd');
  });
});
