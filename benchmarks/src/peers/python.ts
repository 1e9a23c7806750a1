import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A Python that has what a peer needs, and the versions of it. */
export interface PythonInstallation {
  readonly python: string;
  readonly versions: string;
}

/** A peer: a Python script that answers each line with a line. */
export interface PythonPeer {
  ask(line: string): Promise<string>;
  end(): void;
}

/** Debian's packages belong to its own Python, which need not be the first on the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/**
 * Looks for a Python with certain modules.
 *
 * @param statement - imports them and prints their versions.
 */
export function findPython(statement: string): PythonInstallation | undefined {
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', statement], { encoding: 'utf8' });
    if (status === 0) return { python, versions: stdout.trim() };
  }
  return undefined;
}

/**
 * Starts a script, which must print a line when it's ready.
 *
 * @throws Error with the last line of its complaint when it ends before.
 */
export async function startPython(python: string, args: readonly string[]): Promise<PythonPeer> {
  const child = spawn(python, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Threads that spin while they wait would take the time of those that work.
    env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The peer in Python ended: ${complaint.trim().split('\n').at(-1)}`);
    return value;
  };
  await next();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      return next();
    },
    end: () => child.kill(),
  };
}
