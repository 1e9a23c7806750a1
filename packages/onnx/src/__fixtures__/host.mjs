// A program that uses a session, for tests of how host and inference process end. Arguments: the tiny model's path, and
// what to do: `forget` the session after a run, `wait` with a session open, `hang` in a run.
import { createSession } from '../../dist/index.js';

const [model, what] = process.argv.slice(2);
const feeds = (first) => ({ x: { data: Float32Array.of(first, 2, 3, 4), shape: [1, 4] } });
const session = await createSession({
  model,
  name: 'tiny',
  warmUp: feeds(1),
  processor: { module: new URL('./misbehave.mjs', import.meta.url).href },
});
await session.run(feeds(1));
process.stdout.write(`${session.pid}\n`);
if (what === 'wait') setInterval(() => {}, 1000);
if (what === 'hang') session.run(feeds(4)).catch((error) => process.stderr.write(`${error.message}\n`));
