import { basename } from 'node:path';
import { HavcError } from '@havc/core';
import { exportGraph } from '@havc/onnx';
import { findWeights, openCheckpoint } from '@havc/weights';
import type { CommandContext } from '../command-context.ts';
import { formatBytes } from '../progress/format.ts';
import { networkOf } from './network-of.ts';
import { openStore } from './open-store.ts';

/** What `havc models graph` was asked for. */
export interface WriteGraphRequest {
  /** Default: the id and the size, `deoldify-video-384.onnx`, in the working directory. */
  readonly output: string | undefined;
  /** In units of 16 pixels; an odd one counts as the even one below, but for DeOldify. */
  readonly renderFactor: number;
  readonly precision: 'fp32' | 'fp16';
  readonly overwrite: boolean;
  readonly quiet: boolean;
}

/**
 * Writes a model's graph and weights as ONNX files for use elsewhere.
 *
 * @throws HavcError `OPTION_INVALID` for weights that this version has no network for; `MODEL_MISSING` where they are not
 * here; `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`, `DISK_FULL`, `WEIGHTS_REFUSED`, `ABORTED`.
 */
export async function writeGraph(
  id: string,
  request: WriteGraphRequest,
  { streams, signal }: Pick<CommandContext, 'streams' | 'signal'>,
): Promise<void> {
  const { renderFactor, precision, overwrite, quiet } = request;
  const entry = findWeights(id);
  const isDeoldify = entry.network.startsWith('deoldify');
  const size = isDeoldify ? 16 * renderFactor : 32 * Math.trunc(renderFactor / 2);
  const network = await networkOf(entry.network, size);
  if (!network) {
    throw new HavcError('OPTION_INVALID', `This version has no network for ${id}: its weights are for a later one.`, {
      details: { id },
    });
  }
  const path = request.output ?? `${id}-${size}.onnx`;
  const file = await (await openStore()).path(id, { signal });
  await using checkpoint = await openCheckpoint(file, { signal });
  const weights = {
    name: basename(file),
    tensors: checkpoint.tensors,
    readFloat32: (name: string) => checkpoint.readFloat32(name),
  };
  const { bytes } = await exportGraph({ path, network, precision, weights, overwrite, signal });
  if (quiet) return;
  const inputs = await describeInputs(network);
  streams.stderr.write(`Wrote ${path} and ${path}.data, ${formatBytes(bytes)} in all. ${inputs}\n`);
}

async function describeInputs(network: NonNullable<Awaited<ReturnType<typeof networkOf>>>): Promise<string> {
  const { buildGraph, networkTensors } = await import('@havc/onnx');
  const tensors = new Map([...networkTensors(network)].map(([name, shape]) => [name, { shape }]));
  const { inputs, outputs } = buildGraph(network, 'fp32', { name: network.name, tensors });
  const list = (values: typeof inputs) => values.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
  return `Takes ${list(inputs)}; gives ${list(outputs)}.`;
}
