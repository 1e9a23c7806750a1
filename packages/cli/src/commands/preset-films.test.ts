// Whole runs of every preset on a real film, with the built-in model in the places of the full ones: what is tried is
// everything around the models.
import { readFile } from 'node:fs/promises';
import { presetNames } from '@havc/presets';
import { beforeAll, describe, expect, it } from 'vitest';
import { lumaHashes, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import { describeSample } from '../testing/sample.ts';
import { runHavc } from '../testing/spawn-havc.ts';

/** The film's first cut is at its frame 34. */
const [FROM, CUT] = [22, 34];
const FRAMES = 30;
/** At full size and in tiles a frame takes its time. */
const FEW_FRAMES = 16;
const LARGE = ['placebo', 'veryslow'];

/** The presets whose luma follows a change of tone. */
const TONED = ['author'];

const folder = temporaryFolder();
const sourceOf = (preset: string) => (LARGE.includes(preset) ? 'few.mkv' : 'clip.mkv');

/** Cuts frames out of the film, with a tone for their sound that begins a little later. */
async function makeClip(sample: string, name: string, frames: number): Promise<void> {
  const picture = `trim=start_frame=${FROM}:end_frame=${FROM + frames},setpts=PTS-STARTPTS`;
  await runFfmpeg(
    ...['-i', sample, '-itsoffset', '0.12', '-f', 'lavfi', '-i', `sine=duration=${frames / 25}`, '-vf', picture],
    ...['-c:v', 'ffv1', '-c:a', 'flac', folder.path(name)],
  );
}

/** The times of a track's packets, and what is in them. */
async function packets(
  name: string,
  track: 'v' | 'a',
): Promise<{ readonly times: string[]; readonly hashes: string[] }> {
  const argv = ['-copyts', '-i', folder.path(name), '-map', `0:${track}`, '-c', 'copy', '-f', 'framemd5', '-'];
  const rows = (await runFfmpeg(...argv))
    .toString()
    .split('\n')
    .filter((line) => /^0,/.test(line))
    .map((line) => line.split(',').map((cell) => cell.trim()));
  return { times: rows.map((cells) => cells[2]!), hashes: rows.map((cells) => cells[5]!) };
}

/** The mean distance of chroma from gray, over all frames. */
async function meanChroma(name: string): Promise<number> {
  const samples = await runFfmpeg('-i', folder.path(name), '-vf', 'extractplanes=u', '-f', 'rawvideo', '-');
  return samples.reduce((sum, sample) => sum + Math.abs(sample - 128), 0) / samples.length;
}

describeSample('sample_bw.mp4', (sample) => {
  beforeAll(async () => {
    await makeClip(sample, 'clip.mkv', FRAMES);
    await makeClip(sample, 'few.mkv', FEW_FRAMES);
  }, 60_000);

  describe.each(presetNames())('--preset %s', { timeout: 120_000 }, (preset) => {
    const source = sourceOf(preset);
    const output = `${preset}.mkv`;
    let stderr = '';
    beforeAll(async () => {
      const argv = ['colorize', source, '-o', output, '--codec', 'ffv1', '--preset', preset, '--allow-fallback'];
      const env = { HAVC_HOME: folder.path('home') };
      const run = await runHavc([...argv, '--device', 'cpu'], { cwd: folder.path(), env });
      stderr = run.stderr;
      expect(stderr).toMatch(/^Wrote /m);
      expect(run.exitCode).toBe(0);
    }, 120_000);

    it('gives every frame at its time, and the sound as it was', async () => {
      const [before, after] = [await packets(source, 'v'), await packets(output, 'v')];
      expect(after.times).toHaveLength(LARGE.includes(preset) ? FEW_FRAMES : FRAMES);
      expect(after.times).toEqual(before.times);
      expect(await packets(output, 'a')).toEqual(await packets(source, 'a'));
    });

    it(TONED.includes(preset) ? 'lets luma follow the tone' : "keeps the source's luma, bit for bit", async () => {
      const [before, after] = [await lumaHashes(folder.path(source)), await lumaHashes(folder.path(output))];
      if (!TONED.includes(preset)) expect(after).toEqual(before);
      else expect(after.filter((hash, n) => hash === before[n])).toEqual([]);
    });

    it('gives colours, and says what stood in', async () => {
      expect(await meanChroma(output)).toBeGreaterThan(1);
      const record = JSON.parse(await readFile(folder.path(`${preset}.mkv.recipe.json`), 'utf8')) as {
        readonly name: string;
        readonly made: { readonly fallback?: string };
      };
      expect(record.name).toBe(preset);
      const isBuiltIn = preset === 'built-in' || preset === 'fast-preview';
      expect(record.made.fallback !== undefined).toBe(!isBuiltIn);
      expect(stderr.includes('the built-in model stands in for it')).toBe(!isBuiltIn);
    });
  });

  it('is tried where there is a cut', () => {
    expect(CUT - FROM).toBeLessThan(FEW_FRAMES);
  });
});
