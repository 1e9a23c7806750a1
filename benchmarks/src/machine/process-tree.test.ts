import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchMemory } from './process-tree.ts';

const HOLDER =
  'globalThis.held = Buffer.alloc(100 << 20, 1); process.stdout.write("ready"); setTimeout(() => {}, 6e4);';
const PARENT = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(HOLDER)}], { stdio: 'inherit' });`;

describe.skipIf(process.platform !== 'linux')('watchMemory', () => {
  it('finds what a child of a child holds, and leaves others out', async () => {
    const child = spawn(process.execPath, ['-e', PARENT], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    try {
      await once(child.stdout, 'data');
      const { bytes, parts } = watchMemory(child.pid!).stop();
      expect(parts).toHaveLength(2);
      expect(parts.every(({ program }) => /node/i.test(program))).toBe(true);
      // 100 MiB and two bare Nodes of 30 to 60 MiB.
      expect(bytes).toBeGreaterThan(130 << 20);
      expect(bytes).toBeLessThan(320 << 20);
      expect(parts[0]!.bytes).toBeGreaterThan(100 << 20);
    } finally {
      process.kill(-child.pid!, 'SIGKILL');
    }
  });
});
