import { describe, expect, it } from 'vitest';
import { formatScenes, type SceneReport } from './format-scenes.ts';

const place = (index: number) => ({ index, time: index / 25 });
const report: SceneReport = {
  input: 'film.mkv',
  detection: { detector: 'luma', threshold: 0.12 },
  frames: 40,
  shots: [
    {
      ...{ number: 1, first: place(0), last: place(29), middle: place(14), frames: 30, score: 0, luma: 1 / 3 },
      ...{ seconds: 1.2, picture: 'a, "b"\n/shot_0001_000014.jpg' },
    },
    {
      ...{ number: 2, first: place(30), last: place(39), middle: place(34), frames: 10, score: 0.51849, luma: 0.25 },
      ...{ seconds: 0.4, picture: undefined },
    },
  ],
  references: [
    { ...place(0), luma: 1 / 3, score: 0 },
    { ...place(20), luma: 0.3, score: 0.01 },
    { ...place(30), luma: 0.25, score: 0.51849 },
  ],
};
const bare = { ...report, references: undefined, shots: report.shots.map((shot) => ({ ...shot, picture: undefined })) };

describe('formatScenes', () => {
  it('writes a table', () => {
    expect(formatScenes(bare, 'text')).toBe(
      '  shot  first  last  frames  start         length        score\n' +
        '  1     0      29    30      00:00:00.000  00:00:01.200  0.000\n' +
        '  2     30     39    10      00:00:01.200  00:00:00.400  0.518\n',
    );
  });

  it('writes references in a second table, and keeps a line break in a name out of the first', () => {
    const [shots, references] = formatScenes(report, 'text').split('\n\n');
    expect(shots!.split('\n')[1]).toMatch(/a, "b".\/shot_0001_000014\.jpg$/);
    expect(references).toBe(
      '  reference  time          luma   score\n' +
        '  0          00:00:00.000  0.333  0.000\n' +
        '  20         00:00:00.800  0.300  0.010\n' +
        '  30         00:00:01.200  0.250  0.518\n',
    );
  });

  it('writes CSV with quotes where they are needed', () => {
    expect(formatScenes(report, 'csv')).toBe(
      'shot,first,last,frames,time,seconds,score,luma,references,picture\r\n' +
        '1,0,29,30,0,1.2,0,0.333333,0 20,"a, ""b""\n/shot_0001_000014.jpg"\r\n' +
        '2,30,39,10,1.2,0.4,0.51849,0.25,30,\r\n',
    );
    expect(formatScenes(bare, 'csv').split('\r\n')[1]).toBe('1,0,29,30,0,1.2,0,0.333333');
  });

  it('writes JSON', () => {
    expect(JSON.parse(formatScenes(report, 'json'))).toEqual({
      input: 'film.mkv',
      detection: { detector: 'luma', threshold: 0.12 },
      frames: 40,
      shots: [
        {
          ...{ shot: 1, first: 0, last: 29, frames: 30, time: 0, seconds: 1.2, score: 0, luma: 0.333333 },
          picture: 'a, "b"\n/shot_0001_000014.jpg',
        },
        { shot: 2, first: 30, last: 39, frames: 10, time: 1.2, seconds: 0.4, score: 0.51849, luma: 0.25 },
      ],
      references: [
        { frame: 0, time: 0, luma: 0.333333, score: 0 },
        { frame: 20, time: 0.8, luma: 0.3, score: 0.01 },
        { frame: 30, time: 1.2, luma: 0.25, score: 0.51849 },
      ],
    });
    expect(JSON.parse(formatScenes(bare, 'json'))).not.toHaveProperty('references');
  });
});
