// A processor that does what its input `x` says: 1 runs the model, 2 is killed, 3 aborts natively, 4 hangs, 5 throws.
import { writeSync } from 'node:fs';

export function createProcessor() {
  return async (feeds, model) => {
    switch (feeds.x.data[0]) {
      case 2:
        process.kill(process.pid, 'SIGKILL');
        break;
      case 3:
        writeSync(2, 'the driver gave up\n');
        process.abort();
        break;
      case 4:
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        break;
      case 5:
        throw new Error('no such luck');
    }
    return model(feeds);
  };
}
