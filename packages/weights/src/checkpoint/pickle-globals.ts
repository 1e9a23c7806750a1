import type { ElementType } from './checkpoint.ts';
import { quoted, refusal } from './refusal.ts';

/** What stands for a name that a pickle imports. It is a word of ours: there's nothing behind it that could be called. */
export type PickleGlobal =
  | { readonly makes: 'ordered-dict' | 'tensor' | 'tensor-v2' | 'tensor-v3' | 'parameter' | 'size' | 'device' }
  /** `untyped`: its length counts bytes, and the tensor says its type. */
  | { readonly makes: 'storage'; readonly type: ElementType; readonly untyped?: true }
  | { readonly makes: 'type'; readonly type: ElementType };

/** All that a pickle may import: what `torch.save` writes for a state dict, and nothing else. */
const ALLOWED = {
  'collections.OrderedDict': { makes: 'ordered-dict' },
  'torch._utils._rebuild_tensor': { makes: 'tensor' },
  'torch._utils._rebuild_tensor_v2': { makes: 'tensor-v2' },
  'torch._utils._rebuild_tensor_v3': { makes: 'tensor-v3' },
  'torch._utils._rebuild_parameter': { makes: 'parameter' },
  'torch._utils._rebuild_parameter_with_state': { makes: 'parameter' },
  'torch.Size': { makes: 'size' },
  'torch.device': { makes: 'device' },
  'torch.DoubleStorage': { makes: 'storage', type: 'float64' },
  'torch.FloatStorage': { makes: 'storage', type: 'float32' },
  'torch.HalfStorage': { makes: 'storage', type: 'float16' },
  'torch.BFloat16Storage': { makes: 'storage', type: 'bfloat16' },
  'torch.LongStorage': { makes: 'storage', type: 'int64' },
  'torch.IntStorage': { makes: 'storage', type: 'int32' },
  'torch.ShortStorage': { makes: 'storage', type: 'int16' },
  'torch.CharStorage': { makes: 'storage', type: 'int8' },
  'torch.ByteStorage': { makes: 'storage', type: 'uint8' },
  'torch.BoolStorage': { makes: 'storage', type: 'bool' },
  'torch.UntypedStorage': { makes: 'storage', type: 'uint8', untyped: true },
  'torch.storage.UntypedStorage': { makes: 'storage', type: 'uint8', untyped: true },
  'torch.float64': { makes: 'type', type: 'float64' },
  'torch.float32': { makes: 'type', type: 'float32' },
  'torch.float16': { makes: 'type', type: 'float16' },
  'torch.bfloat16': { makes: 'type', type: 'bfloat16' },
  'torch.int64': { makes: 'type', type: 'int64' },
  'torch.int32': { makes: 'type', type: 'int32' },
  'torch.int16': { makes: 'type', type: 'int16' },
  'torch.int8': { makes: 'type', type: 'int8' },
  'torch.uint8': { makes: 'type', type: 'uint8' },
  'torch.bool': { makes: 'type', type: 'bool' },
} as const satisfies Record<string, PickleGlobal>;

/** What to do with a file that holds a network instead of its weights. */
export const SAVE_STATE_DICT =
  "Use the model's official file, or save it again in PyTorch with torch.save(model.state_dict(), path).";

/** Storages and types of PyTorch for which there's no {@link ElementType}. */
const UNSUPPORTED = /^torch\.(Complex|Q|quint|qint|complex|uint\d|float8|float4|bits)\w*$/;

/** Classes of networks: their presence says that a whole module was pickled and not its state dict. */
const MODULE = /^(torch\.nn\.(modules|parallel)|torchvision\.models|timm\.models|fastai)\.[\w.]*\.?[A-Z]\w*$/;

/**
 * What a name that a pickle imports stands for.
 *
 * @throws HavcError `WEIGHTS_REFUSED` for every name that isn't on the list: `forbidden-global`, `module` where it is a
 * network's class, `unsupported-type` where it is a kind of numbers that isn't read.
 */
export function resolveGlobal(path: string, module: string, name: string): PickleGlobal {
  const global = `${module}.${name}`;
  if (Object.hasOwn(ALLOWED, global)) return ALLOWED[global as keyof typeof ALLOWED];
  // Quoted where it isn't plain, so that a name can't pretend to be a part of the message.
  const shown = /^[\w.]{1,100}$/.test(global) ? global : quoted(global);
  const details = { global };
  if (MODULE.test(global)) {
    throw refusal(path, 'module', `it holds a whole network, which is program code (${shown}), and no state dict`, {
      advice: SAVE_STATE_DICT,
      details,
    });
  }
  if (UNSUPPORTED.test(global)) {
    throw refusal(path, 'unsupported-type', `it has tensors of a type that isn't read here (${shown})`, {
      advice: 'Convert them to float32 in PyTorch.',
      details,
    });
  }
  throw refusal(
    path,
    'forbidden-global',
    `it asks for ${shown}, which weights have no need of: loading it in PyTorch can run that, here it was not run`,
    {
      advice: "Don't load this file with anything else; take the model's official file, or a state dict alone.",
      details,
    },
  );
}
