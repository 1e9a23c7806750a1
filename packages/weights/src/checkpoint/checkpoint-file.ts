import { HavcError } from '@havc/core';
import type { Checkpoint } from './checkpoint.ts';
import { createElements, decodeElements, decodeFloat32, type ElementArray, isPlain } from './element-type.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Opened } from './opened.ts';
import { readTensor } from './read-tensor.ts';
import { quoted } from './refusal.ts';
import type { StoredTensor } from './stored-tensor.ts';

/** An open file of weights, whichever its format. */
export class CheckpointFile implements Checkpoint {
  readonly format: Checkpoint['format'];
  readonly stateDictPath: readonly string[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly #file: FileBytes;

  constructor(file: FileBytes, opened: Opened) {
    this.#file = file;
    this.format = opened.format;
    this.stateDictPath = opened.stateDictPath;
    this.tensors = opened.tensors;
  }

  get path(): string {
    return this.#file.path;
  }

  async readFloat32(name: string): Promise<Float32Array> {
    const tensor = this.#tensor(name);
    const out = new Float32Array(tensor.layout.count);
    const decode =
      tensor.type === 'float32' ? undefined : (bytes: Uint8Array<ArrayBuffer>) => decodeFloat32(tensor.type, bytes);
    await readTensor(this.#file, tensor, out, decode);
    return out;
  }

  async readExact(name: string): Promise<ElementArray> {
    const tensor = this.#tensor(name);
    const out = createElements(tensor.type, tensor.layout.count);
    const decode = isPlain(tensor.type)
      ? undefined
      : (bytes: Uint8Array<ArrayBuffer>) => decodeElements(tensor.type, bytes);
    await readTensor(this.#file, tensor, out, decode);
    return out;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #tensor(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (tensor !== undefined) return tensor;
    const like = [...this.tensors.keys()].slice(0, 3).map(quoted).join(', ');
    throw new HavcError(
      'MODEL_MISSING',
      `${this.path} has no tensor ${quoted(name)} among its ${this.tensors.size} (${like}, ...). Is it the file of another model?`,
      { details: { path: this.path, tensor: name } },
    );
  }
}
