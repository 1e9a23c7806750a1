import { torchLegacy, torchZip } from './checkpoint-writer.ts';
import { type HostileFile, SOUND_DATA, SOUND_OBJECT, SOUND_STORAGES } from './hostile-file.ts';
import { bytesOf, call, dict, global, list, ordered, pickle, tensor, text, tuple } from './pickle-writer.ts';

/** What attacks on pickles import, and what would do harm here if a name of a file were ever looked up in JavaScript. */
const GLOBALS: readonly (readonly [module: string, name: string])[] = [
  ['os', 'system'],
  ['os', 'popen'],
  ['os', 'execv'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['subprocess', 'Popen'],
  ['subprocess', 'check_output'],
  ['commands', 'getoutput'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['builtins', 'compile'],
  ['builtins', 'getattr'],
  ['builtins', 'setattr'],
  ['builtins', '__import__'],
  ['builtins', 'open'],
  ['__builtin__', 'eval'],
  ['__builtin__', 'getattr'],
  ['__builtin__', 'apply'],
  ['runpy', '_run_code'],
  ['runpy', 'run_path'],
  ['pty', 'spawn'],
  ['timeit', 'timeit'],
  ['cProfile', 'run'],
  ['pdb', 'run'],
  ['code', 'interact'],
  ['webbrowser', 'open'],
  ['importlib', 'import_module'],
  ['pydoc', 'locate'],
  ['pydoc', 'pipepager'],
  ['codecs', 'decode'],
  ['_codecs', 'encode'],
  ['pickle', 'loads'],
  ['_pickle', 'loads'],
  ['marshal', 'loads'],
  ['types', 'CodeType'],
  ['types', 'FunctionType'],
  ['functools', 'partial'],
  ['functools', 'reduce'],
  ['operator', 'attrgetter'],
  ['operator', 'methodcaller'],
  ['operator', 'itemgetter'],
  ['itertools', 'starmap'],
  ['shutil', 'rmtree'],
  ['socket', 'create_connection'],
  ['urllib.request', 'urlopen'],
  ['ctypes', 'CDLL'],
  ['numpy.core.multiarray', '_reconstruct'],
  ['numpy.core.multiarray', 'scalar'],
  ['numpy', 'load'],
  ['numpy', 'dtype'],
  ['numpy.testing._private.utils', 'runstring'],
  ['torch', 'load'],
  ['torch.serialization', 'load'],
  ['torch.hub', 'load'],
  ['torch.jit', 'load'],
  ['torch.utils.cpp_extension', 'load'],
  ['torch._utils', '_import_dotted_name'],
  ['torch._utils', '_rebuild_device_tensor_from_numpy'],
  ['torch', 'FloatStorage.from_file'],
  ['torch.storage', '_load_from_bytes'],
  ['collections', 'OrderedDict.__reduce__'],
  ['collections', 'defaultdict'],
  ['torch.nn.modules.container', 'Sequential'],
  ['__main__', 'Net'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['child_process', 'execSync'],
  ['node:fs', 'writeFileSync'],
  ['globalThis', 'Function'],
  ['process', 'exit'],
];

/** Pickles that import what they have no need of, in every way that a pickle can, with payloads that would create `canary`.
 *
 * Not part of the package.
 */
export function* hostileGlobals(canary: string): Generator<HostileFile> {
  for (const [module, name] of GLOBALS) {
    const command = text(`touch ${canary}`);
    const named = global(module, name);
    const stacked = bytesOf(text(module), text(name), '\x93');
    const attacks: Record<string, Buffer> = {
      reduce: call(named, command),
      stack: bytesOf(stacked, tuple(command), 'R'),
      memo: bytesOf(named, 'q\x090', tuple(command), 'q\x080h\x09h\x08R'),
      inst: bytesOf('(', command, `i${module}\n${name}\n`),
      object: bytesOf('(', named, command, 'o'),
      new: bytesOf(named, tuple(command), '\x81'),
      newex: bytesOf(named, tuple(command), dict(), '\x92'),
      build: bytesOf(ordered(), dict([text('__setstate__'), named]), 'b', command, 'b'),
    };
    const label = `${module}.${name}`.replace(/\W/g, '_');
    for (const [way, attack] of Object.entries(attacks)) {
      yield {
        name: `${way}-${label}`,
        bytes: torchZip(ordered([text('a'), tensor({ key: '0' })], [text('b'), attack]), SOUND_DATA),
      };
    }
    yield {
      name: `opt-${label}`,
      bytes: torchLegacy(dict([text('model'), SOUND_OBJECT], [text('opt'), list(attacks['reduce']!)]), SOUND_STORAGES),
    };
    yield { name: `raw-${label}`, bytes: pickle(attacks['reduce']!) };
  }
}
