import type { ElementType } from './checkpoint.ts';
import { ELEMENT_BYTES } from './element-type.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Opened } from './opened.ts';
import { textFromBytes } from './pickle-scalars.ts';
import { bytesText, quoted, type RefusalReason, refusal } from './refusal.ts';
import { type HeaderTensor, parseSafetensorsHeader } from './safetensors-header.ts';
import { planTensors } from './stored-tensor.ts';
import { contiguousStrides } from './tensor-layout.ts';

const LENGTH_BYTES = 8;

/**
 * The reference allows 100 MB, which would be a million tensors. This is room for a hundred thousand, and can be read
 * within the memory that a hostile file may cost.
 */
const MAX_HEADER_BYTES = 16 * 2 ** 20;

const TYPES = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
} as const satisfies Record<string, ElementType>;

/**
 * Reads a safetensors file: a length, a header in JSON, and the numbers, without gaps and in no more than one place each.
 *
 * @throws HavcError `WEIGHTS_REFUSED`.
 *
 * Source: the format's description in the safetensors repository (README.md, "Format").
 */
export async function openSafetensors(file: FileBytes): Promise<Opened> {
  const { path, size } = file;
  const length = Number((await file.read(0, LENGTH_BYTES)).readBigUInt64LE());
  const data = LENGTH_BYTES + length;
  if (data > size)
    throw refusal(path, 'out-of-bounds', `its header has ${bytesText(length)}, the file ${bytesText(size)}`);
  if (length > MAX_HEADER_BYTES) {
    throw refusal(
      path,
      'limit',
      `its header has ${bytesText(length)}, where ${bytesText(MAX_HEADER_BYTES)} are the most`,
    );
  }
  const text = textFromBytes(await file.read(LENGTH_BYTES, length));
  if (text === undefined) throw refusal(path, 'malformed', 'its header is no UTF-8');
  const tensors = parseSafetensorsHeader(text, path);
  if (tensors.length === 0) throw refusal(path, 'no-state-dict', 'it holds no tensors');
  const sized = tensors.map((tensor) => ({ ...tensor, type: ensureSized(path, tensor) }));
  ensureTiled(file, sized, size - data);
  const declared = sized.map(({ name, type, shape, begin, end }) => ({
    name,
    type,
    shape,
    strides: contiguousStrides(shape),
    offset: 0,
    available: (end - begin) / ELEMENT_BYTES[type],
    storage: { locate: () => Promise.resolve(data + begin) },
  }));
  return { format: 'safetensors', stateDictPath: [], tensors: planTensors(file, declared) };
}

function ensureSized(path: string, tensor: HeaderTensor): ElementType {
  const { name, dtype, shape, begin, end } = tensor;
  if (!Object.hasOwn(TYPES, dtype)) {
    throw failure(path, 'unsupported-type', name, `is of the type ${quoted(dtype)}, which isn't read here`);
  }
  const type = TYPES[dtype as keyof typeof TYPES];
  const declared = shape.reduce((product, extent) => product * extent, 1) * ELEMENT_BYTES[type];
  if (end - begin === declared) return type;
  const what = `has ${bytesText(end - begin)}, where its shape [${shape.join(', ')}] needs ${bytesText(declared)}`;
  throw failure(path, 'size-mismatch', name, what);
}

/** The format forbids gaps and overlaps: sorted by their begin, the tensors tile all that follows the header. */
function ensureTiled(file: FileBytes, tensors: readonly HeaderTensor[], available: number): void {
  let end = 0;
  for (const tensor of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (tensor.begin < end) throw failure(file.path, 'overlap', tensor.name, 'lies over the one before it');
    if (tensor.begin > end) {
      const [reason, where] =
        tensor.end > available
          ? (['out-of-bounds', 'beyond the end of the file'] as const)
          : (['malformed', 'behind a gap'] as const);
      throw failure(file.path, reason, tensor.name, `lies ${where}, at byte ${tensor.begin} of the numbers`);
    }
    end = tensor.end;
  }
  if (end === available) return;
  if (end < available) {
    throw refusal(file.path, 'size-mismatch', `${bytesText(available - end)} stand behind its last tensor`);
  }
  const missing = end - available;
  throw refusal(
    file.path,
    'truncated',
    `it is ${bytesText(missing)} short: it was cut off, probably while downloading`,
    {
      details: { missingBytes: missing },
    },
  );
}

function failure(path: string, reason: RefusalReason, name: string, what: string): Error {
  return refusal(path, reason, `its tensor ${quoted(name)} ${what}`, { details: { tensor: name } });
}
