import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from './open-checkpoint.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-format-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['a web page', '<!DOCTYPE html><html>404</html>', 'it is a web page'],
  ['a web page after white space', '\n\n <HTML lang="en">', 'it is a web page'],
  ['an error in XML', '<?xml version="1.0"?><Error>', 'it is a web page'],
  ['an error in JSON', '{"error":"rate limit"}', 'the error of a server'],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'Git LFS'],
  ['gzip', '\x1f\x8b\x08\x00', 'packed with gzip'],
  ['HDF5', '\x89HDF\r\n\x1a\n', 'HDF5'],
  ['NumPy', '\x93NUMPY\x01', 'NumPy'],
  ['tar', `${'a'.padEnd(257, '\0')}ustar`, 'tar archive'],
  ['one byte', 'P', 'its 1 byte are neither'],
  ['anything', 'hello world', 'neither a PyTorch checkpoint nor safetensors'],
])('says what it is that was found instead of weights: %s', async (_, content, words) => {
  const path = join(folder, 'weights.pth');
  await writeFile(path, content, 'latin1');
  await expect(openCheckpoint(path)).rejects.toMatchObject({
    code: 'WEIGHTS_REFUSED',
    details: { reason: 'unknown-format', path },
    message: expect.stringContaining(words),
  });
});
