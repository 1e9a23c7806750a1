import { HavcError } from '@havc/core';
import type { NetworkDefinition } from '@havc/onnx';
import { openCheckpoint, type WeightNetwork, type WeightValidator } from '@havc/weights';

/** Pictures of any size need the same tensors; a small one is soon laid out. */
const SIZE = 64;

/**
 * Checks that a file is a checkpoint with the tensors that its network needs, before the store takes it: so that weights
 * of another network are refused when they are imported, and not by the first film.
 *
 * @throws HavcError `WEIGHTS_REFUSED` that names the tensors which are missing, misshapen or left over.
 */
export const validateWeights: WeightValidator = async (path, entry, { from, signal }) => {
  // An archive of several checkpoints, which nothing reads yet.
  if (entry.network === 'deep-exemplar') return;
  try {
    await using checkpoint = await openCheckpoint(path, { signal });
    const network = await networkOf(entry.network);
    if (network === undefined) return;
    const { ensureNetworkTensors } = await import('@havc/onnx');
    ensureNetworkTensors(network, { name: from, tensors: checkpoint.tensors });
  } catch (error) {
    if (!HavcError.is(error, 'WEIGHTS_REFUSED')) throw error;
    // The temporary name tells nobody anything.
    throw new HavcError('WEIGHTS_REFUSED', error.message.replaceAll(path, from), {
      details: { ...error.details, path: from },
      cause: error,
    });
  }
};

/** The network that weights are for; undefined where this version has none for them. */
async function networkOf(name: WeightNetwork): Promise<NetworkDefinition | undefined> {
  switch (name) {
    case 'deoldify-wide':
      return (await import('@havc/models-deoldify')).deoldifyNetwork('wide', SIZE);
    case 'deoldify-deep':
      return (await import('@havc/models-deoldify')).deoldifyNetwork('deep', SIZE);
    case 'ddcolor-large':
      return (await import('@havc/models-ddcolor')).ddcolorNetwork('large', SIZE);
    case 'ddcolor-tiny':
      return (await import('@havc/models-ddcolor')).ddcolorNetwork('tiny', SIZE);
    case 'zhang-eccv16':
      return (await import('@havc/models-zhang')).eccv16Network(SIZE);
    case 'zhang-siggraph17':
      return (await import('@havc/models-zhang')).siggraph17Network(SIZE);
    default:
      return undefined;
  }
}
