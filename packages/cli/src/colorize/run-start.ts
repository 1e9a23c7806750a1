import type { RunStart } from '../progress/run-event.ts';
import { modelNames } from '../recipes/open-models.ts';
import { cliVersion } from '../version.ts';
import type { ColorizeRequest } from './colorize-request.ts';

/** The first event of a run. */
export function runStart({ input, how }: ColorizeRequest, output: string, kind: RunStart['kind']): RunStart {
  const { recipe } = how;
  return {
    ...{ event: 'run-start', version: cliVersion(), input, output, kind },
    model: modelNames(recipe),
    recipe: recipe.name ?? null,
  };
}
