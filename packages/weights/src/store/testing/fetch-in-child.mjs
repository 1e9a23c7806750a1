// Fetches the one entry of a made catalogue with the built package, as a process of its own.
// Arguments: the store's home, the catalogue as JSON, the proxies as JSON. Prints the state of the weights.
import { openModelStore } from '../../../dist/index.js';

const [home, catalogue, env] = process.argv.slice(2);
const timing = { retries: 0, stallMs: 20_000 };
const store = openModelStore({ home, env: JSON.parse(env ?? '{}'), catalogue: JSON.parse(catalogue), timing });
const { state, record } = await store.fetch('made');
process.stdout.write(`${state} ${record.sha256}`);
