import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { grayPicture, makeClip, runFfmpeg, temporaryFolder } from '../testing/clips.ts';

const base = temporaryFolder();
beforeAll(async () => {
  await makeClip(base.path('film.mp4'), 10);
  await runFfmpeg(...grayPicture(1), '-frames:v', '1', base.path('photo.jpg'));
  await writeFile(base.path('text.mp4'), 'no film');
});

describe('havc info', () => {
  it('prints a table for a film', async () => {
    const { exitCode, stdout, stderr } = await captureRun('info', base.path('film.mp4'));
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}Picture {4}#0 h264, 64x48, yuv420p \(8 bits, 4:2:0\)$/m);
    expect(stdout).toMatch(/^ {2}Colours {4}limited range, matrix smpte170m, .* not said by the file/m);
    expect(stdout).toMatch(/^ {2}Frames {5}10, 25 fps constant$/m);
    expect(stdout).toMatch(/^ {2}Sound {6}#1 aac, 1 channel, 44100 Hz$/m);
  });

  it('prints one JSON object for a film', async () => {
    const { stdout } = await captureRun('info', base.path('film.mp4'), '--json', '--count-frames');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'film',
      video: { width: 64, height: 48, frameCount: 10, frameCountExact: true, color: {} },
      color: { range: 'limited', matrix: 'smpte170m', guessed: ['matrix', 'range', 'primaries', 'transfer'] },
      otherTracks: [{ kind: 'audio', codec: 'aac' }],
    });
  });

  it('prints a table and a JSON object for an image', async () => {
    const { stdout } = await captureRun('info', base.path('photo.jpg'));
    expect(stdout).toMatch(/^ {2}Picture {2}jpeg, 64x48, 8 bits, /m);
    const json = JSON.parse((await captureRun('info', base.path('photo.jpg'), '--json')).stdout) as object;
    expect(json).toMatchObject({ kind: 'image', format: 'jpeg', width: 64, height: 48, bitDepth: 8 });
    expect(json).not.toHaveProperty('image');
  });

  it.each([
    ['missing.mp4', 66, /There is no file or folder/],
    ['text.mp4', 65, /text\.mp4/],
    ['.', 2, /looks at one film or image/],
  ])('refuses %s', async (name, code, message) => {
    const { exitCode, stdout, stderr } = await captureRun('info', base.path(name));
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });
});
