import type { OutputStream } from '../streams.ts';
import { createJsonReporter } from './json-reporter.ts';
import { createLinesReporter } from './lines-reporter.ts';
import type { ProgressMode, Reporter } from './reporter.ts';

/**
 * The reporter for a mode. `auto` is a bar on a terminal and lines elsewhere. With `quiet` nothing is told but what
 * went wrong; `json` tells a program and not a person, so `quiet` takes nothing from it.
 */
export async function createReporter(
  stream: OutputStream,
  options: { readonly mode: ProgressMode; readonly quiet: boolean },
): Promise<Reporter> {
  const { mode, quiet } = options;
  if (mode === 'json') return createJsonReporter(stream);
  if (quiet) return onlyFailures(createLinesReporter(stream, { progress: false }));
  if (mode === 'bar' || (mode === 'auto' && stream.isTTY)) {
    return (await import('./bar-reporter.ts')).createBarReporter(stream);
  }
  return createLinesReporter(stream, { progress: mode !== 'none' });
}

function onlyFailures(reporter: Reporter): Reporter {
  return {
    tell(event) {
      if (event.event === 'image-failed' || event.event === 'run-failed') reporter.tell(event);
    },
    close: () => reporter.close(),
  };
}
