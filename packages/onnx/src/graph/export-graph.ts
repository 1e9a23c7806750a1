import { basename, dirname } from 'node:path';
import { HavcError } from '@havc/core';
import type { Precision } from './graph.ts';
import { encodeGraph, ensureSpace, exists, fileError, writeWeightsWhole, writeWhole } from './model-files.ts';
import { buildGraph, type NetworkDefinition } from './network.ts';
import type { WeightSource } from './weight-source.ts';

/** What {@link exportGraph} takes. */
export interface ExportGraphOptions {
  /** Where to write the .onnx file; its weights go beside it, into a file of the same name with `.data` behind it. */
  readonly path: string;
  readonly network: NetworkDefinition;
  readonly precision?: Precision;
  readonly weights: WeightSource;
  /** Whether files of these names are replaced. Default false. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a network for use elsewhere: two files that belong together, and may be moved together.
 *
 * @returns the bytes of both.
 * @throws HavcError `OUTPUT_EXISTS`; `WEIGHTS_REFUSED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`.
 */
export async function exportGraph(options: ExportGraphOptions): Promise<{ readonly bytes: number }> {
  const { path, network, precision = 'fp32', weights, overwrite = false, signal } = options;
  const dataPath = `${path}.data`;
  for (const file of overwrite ? [] : [path, dataPath]) {
    if (!(await exists(file))) continue;
    throw new HavcError('OUTPUT_EXISTS', `The output ${JSON.stringify(file)} exists already: give another name.`, {
      details: { path: file },
    });
  }
  const graph = buildGraph(network, precision, weights);
  try {
    await ensureSpace(dirname(path), graph.initializers);
    const written = await writeWeightsWhole(dataPath, graph, weights, signal);
    const model = encodeGraph(graph, written, basename(dataPath));
    await writeWhole(path, model);
    return { bytes: model.length + written.bytes };
  } catch (error) {
    throw fileError(error, dirname(path));
  }
}
