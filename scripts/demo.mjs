// `npm run demo`: makes an old film of the photographs in media/, colours it, and shows what came of it in demo-out/.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runDemo } from './demo/run-demo.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = await runDemo({ folder: join(ROOT, 'demo-out') });
