/**
 * A program for tests: reads the named tensors of a checkpoint, one after the other, and prints as JSON the sum of each
 * and how much memory it took. `node --expose-gc read-tensors.mjs <path> <name>...`.
 *
 * Not part of the package.
 */
import { openCheckpoint } from '../open-checkpoint.ts';
import { processMemory } from './peak-memory.ts';

const [path = '', ...names] = process.argv.slice(2);
const start = processMemory().now;
await using checkpoint = await openCheckpoint(path);
const opened = processMemory().peak - start;
const sums: number[] = [];
for (const name of names) {
  sums.push(await sumOf(name));
  // One tensor at a time: what an earlier one took is not the later one's.
  globalThis.gc?.();
}
console.log(JSON.stringify({ format: checkpoint.format, opened, memory: processMemory().peak - start, sums }));

async function sumOf(name: string): Promise<number> {
  let sum = 0;
  for (const value of await checkpoint.readFloat32(name)) sum += value;
  return sum;
}
