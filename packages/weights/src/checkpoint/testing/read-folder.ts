/**
 * A program for tests: opens every file of a folder as a checkpoint and reads all its tensors. It prints a line of JSON
 * a file, with how much memory was taken at most until then. `node --expose-gc read-folder.mjs <folder>`.
 *
 * Not part of the package.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { openCheckpoint } from '../open-checkpoint.ts';
import { processMemory } from './peak-memory.ts';

const [folder = '.'] = process.argv.slice(2);
const start = processMemory().now;
for (const name of readdirSync(folder).sort()) {
  // What an earlier file left is not a later one's. (Not always: it takes as long as reading most of the files.)
  if (processMemory().now - start > 32 * 2 ** 20) globalThis.gc?.();
  const began = process.cpuUsage();
  const outcome = await outcomeOf(join(folder, name));
  // Of the processor, so that a busy machine doesn't count.
  const spent = process.cpuUsage(began);
  console.log(
    JSON.stringify({
      name,
      outcome,
      milliseconds: (spent.user + spent.system) / 1000,
      memory: processMemory().peak - start,
    }),
  );
}

async function outcomeOf(path: string): Promise<string> {
  try {
    await using checkpoint = await openCheckpoint(path);
    for (const name of checkpoint.tensors.keys()) {
      await checkpoint.readFloat32(name);
      await checkpoint.readExact(name);
    }
    return 'read';
  } catch (error) {
    if (HavcError.is(error, 'WEIGHTS_REFUSED')) return String(error.details['reason']);
    return `crash: ${error instanceof Error ? error.stack : error}`;
  }
}
