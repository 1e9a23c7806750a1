import type { Checkpoint } from './checkpoint.ts';
import type { FileBytes } from './file-bytes.ts';
import { bytesText, refusal } from './refusal.ts';

const GET_LINK = 'Download it again, by a link that leads to the file itself.';

/** Other things that are found under the name of a file of weights, by how they begin. */
const OTHERS: readonly (readonly [begin: RegExp | string, what: string, advice: string])[] = [
  [
    /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|!--)/i,
    'it is a web page: the download went wrong',
    GET_LINK,
  ],
  [
    /^version https:\/\/git-lfs/,
    'it is a pointer of Git LFS and not the file itself',
    'Get the file with `git lfs pull`.',
  ],
  [/^\s*\{\s*"/, 'it is JSON, probably the error of a server: the download went wrong', GET_LINK],
  ['\x1f\x8b', 'it is packed with gzip', 'Unpack it and name the file inside.'],
  ['\x89HDF\r\n', 'it is a HDF5 file, as Keras writes', "Take the model's official PyTorch file."],
  ['\x93NUMPY', 'it is a NumPy array', "Take the model's official PyTorch file."],
  ['GGUF', 'it is a GGUF file', "Take the model's official PyTorch file."],
];

/** How a file of `torch.save` before 1.6 begins in pickle protocols 0 and 1, which have no opcode PROTO in front. */
const LEGACY_TEXT = 'L119547037146038801333356L';

/**
 * Tells by its content what a file is. Its name says nothing: `.pth`, `.pt`, `.bin` and `.tar` are used for all.
 *
 * @throws HavcError `WEIGHTS_REFUSED`: `empty`, or `unknown-format` with what it is instead where that's known.
 */
export async function recognizeFormat(file: FileBytes): Promise<Checkpoint['format']> {
  if (file.size === 0) throw refusal(file.path, 'empty', 'it is empty: it has 0 bytes');
  const head = await file.read(0, Math.min(file.size, 512));
  const text = head.toString('latin1');
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'torch-zip';
  if (head[0] === 0x80 || text.startsWith(LEGACY_TEXT)) return 'torch-legacy';
  if (text.length > 8 && text[8] === '{') return 'safetensors';
  const other = OTHERS.find(([begin]) => (typeof begin === 'string' ? text.startsWith(begin) : begin.test(text)));
  if (other !== undefined) throw refusal(file.path, 'unknown-format', other[1], { advice: other[2] });
  if (text.slice(257, 262) === 'ustar') {
    throw refusal(file.path, 'unknown-format', 'it is a tar archive', {
      advice: 'Unpack it and name the file inside.',
    });
  }
  const what = `its ${bytesText(file.size)} are neither a PyTorch checkpoint nor safetensors`;
  throw refusal(file.path, 'unknown-format', what);
}
