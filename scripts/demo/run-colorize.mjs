import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HAVC = fileURLToPath(new URL('../../packages/cli/bin/havc.js', import.meta.url));

/** How often the progress is printed: the whole takes less than a minute. */
const INTERVAL_SECONDS = 3;

/**
 * Runs `havc colorize`, prints what it decides and how far it is, and measures it.
 *
 * @param {{ input: string, output: string, folder: string }} paths the first two seen from `folder`; what is there as
 * `output` is replaced.
 * @param {(line: string) => void} print
 */
export async function runColorize({ input, output, folder }, print) {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const args = [HAVC, 'colorize', input, '-o', output, '-y', '--progress', 'json'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'inherit', 'pipe'] });
  const closed = once(child, 'close');
  let [firstFrameSeconds, lastFrameSeconds, printedAt] = [0, 0, 0];
  for await (const line of createInterface({ input: child.stderr })) {
    const event = parseEvent(line);
    if (event.event === 'decision-made' || event.event === 'run-failed') print(event.message);
    if (event.event !== 'frame-done') continue;
    lastFrameSeconds = elapsed();
    firstFrameSeconds ||= lastFrameSeconds;
    if (lastFrameSeconds - printedAt < INTERVAL_SECONDS) continue;
    printedAt = lastFrameSeconds;
    const speed = event.fps === null ? '' : `, ${event.fps.toFixed(1)} frames a second`;
    print(`frame ${event.frames} of ${event.total}${speed} (${event.where})`);
  }
  const [exitCode] = await closed;
  const seconds = elapsed();
  return { exitCode: exitCode ?? 1, seconds, firstFrameSeconds, tailSeconds: seconds - lastFrameSeconds };
}

/** An event; what isn't JSON is a warning of Node itself or the like, and worth showing. */
function parseEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { event: 'decision-made', message: line };
  }
}
