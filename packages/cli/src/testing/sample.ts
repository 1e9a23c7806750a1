import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/** Path of a sample film: in `HAVC_SAMPLES_DIR`, or in `../shared/samples` as seen from the repository's root. */
export function samplePath(name: string): string {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  return resolve(root, process.env['HAVC_SAMPLES_DIR'] ?? '../shared/samples', name);
}

/** A `describe` for a sample film. Where that is missing, one test stands in its place, skipped with a plain message. */
export function describeSample(name: string, body: (path: string) => void): void {
  const path = samplePath(name);
  describe(`with the sample ${name}`, () => {
    if (existsSync(path)) body(path);
    else it.skip(`is not tried: there is no ${path}`);
  });
}
