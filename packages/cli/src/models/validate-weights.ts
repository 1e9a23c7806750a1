import { HavcError } from '@havc/core';
import { openCheckpoint, type WeightValidator } from '@havc/weights';
import { networkOf } from './network-of.ts';

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
    const network = await networkOf(entry.network, SIZE);
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
