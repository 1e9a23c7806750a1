import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processorTime, watchMemory } from './process-tree.ts';

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

const BURN =
  'const cpu = () => { const { user, system } = process.cpuUsage(); return user + system; }; while (cpu() < 4e5);';
/** A child that burns 0.4 s and ends, another that does and stays, and the process itself, which waits. */
const FAMILY = `
const { spawn } = require('node:child_process');
let burnt = 0;
const done = () => { if (++burnt === 2) process.stdout.write('ready'); };
spawn(process.execPath, ['-e', ${JSON.stringify(BURN)}]).on('exit', done);
spawn(process.execPath, ['-e', ${JSON.stringify(`${BURN} process.stdout.write("x"); setTimeout(() => {}, 6e4);`)}]).stdout.on('data', done);
`;

describe.skipIf(process.platform !== 'linux')('processorTime', () => {
  it('counts children that run, and those that have ended', async () => {
    const child = spawn(process.execPath, ['-e', FAMILY], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    try {
      await once(child.stdout, 'data');
      const seconds = processorTime(child.pid!)!;
      // Twice 0.4 s, with the starts of three Nodes; ticks are hundredths.
      expect(seconds).toBeGreaterThan(0.77);
      expect(seconds).toBeLessThan(3);
    } finally {
      process.kill(-child.pid!, 'SIGKILL');
    }
  });

  it('knows nothing of a process that there is not', () => {
    // Above what Linux ever gives away.
    expect(processorTime(2 ** 30)).toBeUndefined();
  });
});
