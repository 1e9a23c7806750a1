import { open } from 'node:fs/promises';
import { type NetworkDefinition, networkTensors } from '@havc/onnx';

/**
 * Writes a safetensors file with all tensors of a network, every number a zero: it has the form of weights, and colours
 * nothing. The zeros take no room on disks that can leave them out.
 *
 * @param salt - changes the file's hash.
 */
export async function makeWeightsFile(path: string, network: NetworkDefinition, salt = ''): Promise<void> {
  let end = 0;
  const tensors = [...networkTensors(network)].map(([name, shape]) => {
    const start = end;
    end += shape.reduce((product, extent) => product * extent, 4);
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify({ __metadata__: { salt }, ...Object.fromEntries(tensors) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const file = await open(path, 'w');
  try {
    await file.write(Buffer.concat([length, header]));
    await file.truncate(length.length + header.length + end);
  } finally {
    await file.close();
  }
}
