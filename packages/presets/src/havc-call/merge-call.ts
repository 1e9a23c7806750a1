import type { BoundCall } from './bind-arguments.ts';
import { asNode, type ChainState } from './chain-state.ts';
import { readMerge } from './merge-parameters.ts';
import type { TranslationContext } from './translation.ts';

/** `HAVC_merge` of two clips, where both were coloured by the script. */
export function translateMerge(
  call: BoundCall,
  first: ChainState | undefined,
  second: ChainState | undefined,
  context: TranslationContext,
): ChainState | undefined {
  const { warn } = context;
  const weight = call.number('weight');
  let method = call.number('method');
  if (weight === 0) method = 0;
  else if (weight === 1) method = 1;
  if (method === 0) return first;
  if (method === 1) return second;
  if (first?.color === undefined || second?.color === undefined) {
    const message = 'HAVC_merge can be translated only where the script colours both of its clips: it is left out.';
    warn('left-out', undefined, message);
    return first?.color === undefined ? (second ?? first) : first;
  }
  if (method === 2 && call.given('clip_luma')) {
    const message = "The source's luma is kept; the original ignores clip_luma with method 2.";
    warn('differs', 'clip_luma', message, call.given('clip_luma'));
  }
  const merge = readMerge(call, method, weight, context);
  const scenes = second.scenes ?? first.scenes;
  return {
    // Each once: a clip may be merged with itself, again and again.
    calls: [...new Set([...first.calls, ...second.calls])],
    size: first.size === 'full' || second.size === 'full' ? 'full' : Math.max(first.size, second.size),
    toned: call.given('clip_luma') === undefined && (first.toned || second.toned),
    ...(scenes === undefined ? {} : { scenes }),
    frames: first.frames === 'all' || second.frames === 'all' ? 'all' : 'references',
    prepare: [],
    color: { merge, first: asNode(first), second: asNode(second) },
    filters: [],
  };
}
