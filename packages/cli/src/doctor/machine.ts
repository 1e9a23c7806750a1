import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, freemem, platform, release, tmpdir, totalmem } from 'node:os';
import { formatBytes } from '../progress/format.ts';
import { cliVersion } from '../version.ts';
import type { Finding } from './finding.ts';

/** The oldest Node line that is tested. */
const OLDEST_NODE = [20, 19] as const;

/** A film of an hour at 1080p and our default quality takes some gigabytes. */
const LITTLE_DISK_BYTES = 5e9;

/** ffmpeg and the model together stay below 1.5 GB at 1080p. */
const LITTLE_MEMORY_BYTES = 2e9;

/** Versions, processor, memory, and room on the disks. */
export async function examineMachine(): Promise<Finding[]> {
  return [
    { subject: 'havc', status: 'ok', message: cliVersion(), details: { version: cliVersion() } },
    describeNode(process.versions.node),
    {
      subject: 'system',
      status: 'ok',
      message: `${platform()} ${release()} ${arch()}, ${availableParallelism()} cores`,
      details: { platform: platform(), release: release(), arch: arch(), cores: availableParallelism() },
    },
    describeMemory(totalMemory(), availableMemory()),
    await examineDisk('disk here', process.cwd()),
    await examineDisk('disk for temporary files', tmpdir()),
  ];
}

/** The finding on Node's version. */
export function describeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const oldEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  const details = { version };
  if (oldEnough) return { subject: 'Node', status: 'ok', message: version, details };
  return {
    subject: 'Node',
    status: 'problem',
    message: `${version}, and havc needs ${OLDEST_NODE.join('.')} or later`,
    advice: 'Install a current Node from https://nodejs.org.',
    details,
  };
}

/** The finding on memory, in bytes. */
export function describeMemory(total: number, available: number): Finding {
  const message = `${formatBytes(available)} of ${formatBytes(total)} available`;
  const details = { totalBytes: total, availableBytes: available };
  if (available >= LITTLE_MEMORY_BYTES) return { subject: 'memory', status: 'ok', message, details };
  return {
    subject: 'memory',
    status: 'note',
    message,
    advice: 'A 1080p film takes up to 1.5 GB: close other programs, or start with smaller films.',
    details,
  };
}

/** The finding on a disk, in bytes. */
export function describeDisk(subject: string, path: string, free: number): Finding {
  const message = `${formatBytes(free)} free in ${path}`;
  const details = { path, freeBytes: free };
  if (free >= LITTLE_DISK_BYTES) return { subject, status: 'ok', message, details };
  return {
    subject,
    status: 'note',
    message,
    advice: 'An hour of film at full size can take several gigabytes: make room before a long run.',
    details,
  };
}

async function examineDisk(subject: string, path: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(path);
    return describeDisk(subject, path, bavail * bsize);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { subject, status: 'note', message: `the room in ${path} can't be told: ${why}`, details: { path } };
  }
}

/** What this process may use, which in a container is less than the machine has. */
function totalMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}

function availableMemory(): number {
  // From Node 20.13 on; the floor is above that, and older ones should still get their report.
  return typeof process.availableMemory === 'function' ? process.availableMemory() : freemem();
}
