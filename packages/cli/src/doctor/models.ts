import type { StoredWeights } from '@havc/weights';
import { MODELS } from '../models/catalogue.ts';
import { openStore } from '../models/open-store.ts';
import type { Finding } from './finding.ts';

/** Which models there are, and whether their weights are here. */
export async function examineModels(): Promise<Finding[]> {
  const { PREVIEW_NOTICE } = await import('@havc/models-compact');
  const stored = new Map((await (await openStore()).list()).map((weights) => [weights.entry.id, weights]));
  return MODELS.map(({ name, summary, preview }) => {
    const weights = stored.get(name);
    return {
      subject: `model ${name}`,
      status: weights?.state === 'changed' ? ('problem' as const) : ('ok' as const),
      message: preview ? PREVIEW_NOTICE : `${summary}${weights ? `; ${describeWeights(name, weights)}` : ''}`,
      details: { name, preview, ...(weights && { weights: weights.state }) },
    };
  });
}

function describeWeights(name: string, { state }: StoredWeights): string {
  if (state === 'ready' || state === 'unchecked') return 'its weights are here';
  if (state === 'changed') return `its weights have changed since they came: \`havc models verify ${name}\``;
  return `its weights are not here: \`havc models fetch ${name}\``;
}
