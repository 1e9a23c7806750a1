import type { Checkpoint } from './checkpoint.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { recognizeFormat } from './checkpoint-format.ts';
import { FileBytes } from './file-bytes.ts';
import type { Opened } from './opened.ts';
import { openSafetensors } from './safetensors.ts';
import { openTorchLegacy } from './torch-legacy.ts';
import { openTorchZip } from './torch-zip.ts';

/** How a file of weights is opened. */
export interface OpenCheckpointOptions {
  /**
   * The keys that lead to the state dict in the file, e.g. `['modelR']`. Without them it's the file's own dictionary, or
   * what it has under `model`, `params`, `params_ema`, `state_dict` or `modelC`, or the only state dict in it.
   */
  readonly stateDictPath?: readonly string[] | undefined;
  /** Ends opening, and all later reading, with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a file of weights: a PyTorch checkpoint, of the formats since and before 1.6, or safetensors. Which it is, its
 * content says and not its name. Its list of tensors is read and checked as a whole, their values are not read yet.
 *
 * The file is data: nothing in it is called, and what isn't known to be harmless is refused by name. All offsets and
 * lengths are checked before memory is taken for them. A tensor has at most 2 GiB as 32-bit floats; all together have
 * at most 8 times the file's bytes, or 16 MiB.
 *
 * @throws HavcError `MODEL_MISSING` where there is no such file; `INPUT_UNREADABLE` where it can't be read;
 * `WEIGHTS_REFUSED` for anything but sound weights, with `details.reason` (see RefusalReason); `ABORTED`.
 */
export async function openCheckpoint(path: string, options: OpenCheckpointOptions = {}): Promise<Checkpoint> {
  const file = await FileBytes.open(path, options.signal);
  try {
    return new CheckpointFile(file, await read(file, options.stateDictPath));
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function read(file: FileBytes, stateDictPath: readonly string[] | undefined): Promise<Opened> {
  switch (await recognizeFormat(file)) {
    case 'torch-zip':
      return openTorchZip(file, stateDictPath);
    case 'torch-legacy':
      return openTorchLegacy(file, stateDictPath);
    case 'safetensors':
      return openSafetensors(file);
  }
}
