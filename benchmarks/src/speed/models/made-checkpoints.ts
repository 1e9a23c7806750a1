import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ddcolorNetwork } from '@havc/models-ddcolor';
import { deoldifyNetwork } from '@havc/models-deoldify';
import { eccv16Network, siggraph17Network } from '@havc/models-zhang';
import type { NetworkDefinition } from '@havc/onnx';
import type { FullModelName, WeightsFolder } from '@havc/presets';
import { madeWeights } from './made-weights.ts';

/** What must be said beside numbers that were measured with {@link madeCheckpoints}. */
export const MADE_WEIGHTS_NOTICE = 'made weights: only the speed is real';

/**
 * A store of weights that makes each file when it is first asked for: all tensors of the network, with numbers that keep
 * its own in an ordinary range. Models that share a network share the file, and so its graph: all of them together take
 * 2.5 GB, and as much again for their graphs.
 *
 * @param folder - made where there is none; to be removed by whoever named it.
 */
export function madeCheckpoints(folder: string): WeightsFolder {
  const made = new Map<string, Promise<string>>();
  return {
    home: folder,
    path(id) {
      const network = madeNetworkOf(id as FullModelName);
      const path = join(folder, `${network.name}.safetensors`);
      const file = made.get(path) ?? writeCheckpoint(path, folder, network);
      made.set(path, file);
      return file;
    },
  };
}

/** The network of a full model; its weights have the same shapes whatever size it sees. */
export function madeNetworkOf(model: FullModelName): NetworkDefinition {
  switch (model) {
    case 'deoldify-video':
    case 'deoldify-stable':
      return deoldifyNetwork('wide', 64);
    case 'deoldify-artistic':
      return deoldifyNetwork('deep', 64);
    case 'ddcolor-modelscope':
    case 'ddcolor-artistic':
    case 'ddcolor-paper':
      return ddcolorNetwork('large', 64);
    case 'ddcolor-tiny':
      return ddcolorNetwork('tiny', 64);
    case 'eccv16':
      return eccv16Network(64);
    case 'siggraph17':
      return siggraph17Network(64);
  }
}

/** Writes safetensors, tensor by tensor, so that memory holds the largest of them alone. */
async function writeCheckpoint(path: string, folder: string, network: NetworkDefinition): Promise<string> {
  await using source = madeWeights(network);
  let end = 0;
  const entries = [...source.tensors].map(([name, { shape }]) => {
    const begin = end;
    end += shape.reduce((product, extent) => product * extent, Float32Array.BYTES_PER_ELEMENT);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await mkdir(folder, { recursive: true });
  const file = await open(`${path}.part`, 'w');
  try {
    await file.write(length);
    await file.write(header);
    for (const name of source.tensors.keys()) {
      const { buffer, byteOffset, byteLength } = await source.readFloat32(name);
      await file.writeFile(new Uint8Array(buffer, byteOffset, byteLength));
    }
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
  return path;
}
