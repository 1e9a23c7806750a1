import type { LicensePolicy } from '@havc/weights';
import { Argument, Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { StoreFlags } from '../models/open-store.ts';
import { addExamples, debugOption, wholeNumber } from './common-options.ts';
import { unknownCommand } from './unknown-command.ts';

/** `havc models`, and the commands below it. */
export function modelsCommand(context: CommandContext): Command {
  const command = new Command('models')
    .description('Lists the models that --model takes, and fetches, imports and checks their official weights.')
    .usage('[options] [command]')
    // Only reached by a name that none of the commands has.
    .addArgument(new Argument('[name]'))
    .addOption(jsonOption('object'))
    .addOption(debugOption());
  addExamples(command, [
    { command: 'havc models', does: 'says what there is, and which weights are here' },
    {
      command: 'havc models fetch deoldify-video',
      does: 'downloads weights; goes on where an earlier try was cut off',
    },
    { command: 'havc models import ~/Downloads/ColorizeVideo_gen.pth', does: 'takes a file that you have' },
    { command: 'havc models licenses', does: 'says whose weights these are, and what they may be used for' },
  ]);
  const list = async ({ json = false }: JsonFlag) => {
    const { listModels } = await import('../models/list-models.ts');
    context.streams.stdout.write(await listModels({ json }));
  };
  const commands = [
    listCommand(list),
    fetchCommand(context),
    importCommand(context),
    verifyCommand(context),
    pathCommand(context),
    removeCommand(context),
    graphCommand(context),
    licensesCommand(context),
  ];
  for (const child of commands) command.addCommand(child.addOption(debugOption()));
  return command.action(async (name: string | undefined, options: JsonFlag) => {
    if (name !== undefined) throw unknownCommand('models', name, commands);
    await list(options);
  });
}

interface JsonFlag {
  readonly json?: boolean;
}

interface WorkFlags extends JsonFlag, StoreFlags {
  readonly quiet?: boolean;
}

function listCommand(list: (options: JsonFlag) => Promise<void>): Command {
  const command = new Command('list')
    .description('Lists the models and the official weights, and says which are here. The default.')
    .addOption(jsonOption('object'));
  return addExamples(command, [
    { command: 'havc models list --json | jq -r \'.weights[] | select(.state == "ready").id\'', does: 'for programs' },
  ]).action(list);
}

function fetchCommand(context: CommandContext): Command {
  const command = new Command('fetch')
    .description('Downloads official weights that are not here, and checks their SHA-256.')
    .addArgument(new Argument('<id...>', 'which weights, e.g. deoldify-video'))
    .addOption(licensesOption('fetch no weights that may not, or not clearly, be used commercially'))
    .addOption(
      new Option('--url <place>', 'a mirror or a folder that has the files by their names (default: HAVC_MODELS_URL)'),
    )
    .addOption(new Option('--offline', 'use no network, only a folder (default: HAVC_OFFLINE)'))
    .addOption(jsonOption('array'))
    .addOption(quietOption());
  return addExamples(command, [
    { command: 'havc models fetch deoldify-video ddcolor-modelscope', does: 'downloads both, one after the other' },
    { command: 'havc models fetch eccv16 --url https://mirror.example/models/', does: 'from a server of your own' },
    { command: 'havc models fetch eccv16 --url /mnt/models --offline', does: 'from a folder' },
  ]).action(async (ids: string[], { json = false, quiet = false, ...flags }: WorkFlags) => {
    const { fetchModels } = await import('../models/fetch-models.ts');
    await fetchModels(ids, { ...flags, json, quiet }, context);
  });
}

interface ImportOptions extends WorkFlags {
  readonly as?: string;
  readonly allowUnknownHash?: boolean;
  readonly overwrite?: boolean;
}

function importCommand(context: CommandContext): Command {
  const command = new Command('import')
    .description('Takes a copy of a file of weights that you have, once it is known to be what it should be.')
    .addArgument(new Argument('<file>', 'known by its SHA-256, else by its official name'))
    .addOption(new Option('--as <id>', 'which weights it stands for'))
    .addOption(
      new Option('--allow-unknown-hash', 'with --as: take weights of your own, which are not the official ones'),
    )
    .addOption(new Option('-y, --overwrite', 'replace other weights that are there'))
    .addOption(licensesOption('take no weights that may not, or not clearly, be used commercially'))
    .addOption(jsonOption('object'))
    .addOption(quietOption());
  return addExamples(command, [
    { command: 'havc models import ~/Downloads/ColorizeVideo_gen.pth', does: 'takes an official file' },
    { command: 'havc models import tuned.pth --as deoldify-video --allow-unknown-hash', does: 'takes one of your own' },
  ]).action(async (file: string, options: ImportOptions) => {
    const { json = false, quiet = false, allowUnknownHash = false, overwrite = false, ...flags } = options;
    const { importModel } = await import('../models/import-model.ts');
    await importModel(file, { ...flags, json, quiet, allowUnknownHash, overwrite }, context);
  });
}

function verifyCommand(context: CommandContext): Command {
  const command = new Command('verify')
    .description('Reads weights again and compares their SHA-256; ends with 65 where one is wrong.')
    .addArgument(new Argument('[id...]', 'which weights (default: all that are here)'))
    .addOption(jsonOption('array'))
    .addOption(quietOption());
  return addExamples(command, [{ command: 'havc models verify', does: 'checks all weights that are here' }]).action(
    async (ids: string[], { json = false, quiet = false }: WorkFlags) => {
      const { verifyModels } = await import('../models/verify-models.ts');
      await verifyModels(ids, { json, quiet }, context);
    },
  );
}

function pathCommand(context: CommandContext): Command {
  const command = new Command('path')
    .description('Prints where weights lie; ends with 69 where they are not here.')
    .addArgument(new Argument('<id>', 'which weights'))
    .addOption(licensesOption('give no weights that may not, or not clearly, be used commercially'));
  return addExamples(command, [{ command: 'ls -l "$(havc models path eccv16)"', does: 'for other programs' }]).action(
    async (id: string, flags: StoreFlags) => {
      const { openStore } = await import('../models/open-store.ts');
      const store = await openStore(flags);
      context.streams.stdout.write(`${await store.path(id, { signal: context.signal })}\n`);
    },
  );
}

function removeCommand(context: CommandContext): Command {
  const command = new Command('remove')
    .description('Removes weights, and what has been downloaded of them.')
    .addArgument(new Argument('<id...>', 'which weights'))
    .addOption(new Option('--forget', 'also forget the SHA-256 that was recorded at first use'))
    .addOption(quietOption());
  return addExamples(command, [{ command: 'havc models remove deoldify-stable', does: 'frees its 874 MB' }]).action(
    async (ids: string[], flags: { readonly forget?: boolean; readonly quiet?: boolean }) => {
      const { removeModels } = await import('../models/remove-models.ts');
      await removeModels(ids, { forget: flags.forget ?? false, quiet: flags.quiet ?? false }, context);
    },
  );
}

interface GraphFlags {
  readonly output?: string;
  readonly renderFactor: number;
  readonly precision: 'fp32' | 'fp16';
  readonly overwrite?: boolean;
  readonly quiet?: boolean;
}

function graphCommand(context: CommandContext): Command {
  const command = new Command('graph')
    .description('Writes a model as ONNX files, for Netron and for ONNX Runtime elsewhere.')
    .addArgument(new Argument('<id>', 'which weights'))
    .addOption(new Option('-o, --output <file>', 'the .onnx file (default: id and size, in the working directory)'))
    .addOption(
      new Option('--render-factor <number>', 'side of the square that the network sees, in units of 16 pixels, 4..64')
        .argParser(wholeNumber('--render-factor', 4, 64))
        .default(16),
    )
    .addOption(new Option('--precision <precision>', 'of the weights').choices(['fp32', 'fp16']).default('fp32'))
    .addOption(new Option('-y, --overwrite', 'replace files that are there'))
    .addOption(quietOption());
  return addExamples(command, [
    { command: 'havc models graph eccv16 -o eccv16.onnx', does: 'writes eccv16.onnx and, beside it, eccv16.onnx.data' },
  ]).action(async (id: string, { output, renderFactor, precision, overwrite, quiet }: GraphFlags) => {
    const { writeGraph } = await import('../models/write-graph.ts');
    const request = { output, renderFactor, precision, overwrite: overwrite === true, quiet: quiet === true };
    await writeGraph(id, request, context);
  });
}

function licensesCommand(context: CommandContext): Command {
  const command = new Command('licenses')
    .description('Says under what terms the weights come, and whose they are.')
    .addOption(licensesOption('list only weights that may be used commercially'))
    .addOption(jsonOption('array'));
  return addExamples(command, [
    { command: 'havc models licenses --licenses permissive', does: 'lists what may be used commercially' },
  ]).action(async ({ json = false, licenses = 'any' }: JsonFlag & { readonly licenses?: LicensePolicy }) => {
    const { modelLicenses } = await import('../models/model-licenses.ts');
    context.streams.stdout.write(modelLicenses({ json, licenses }));
  });
}

const jsonOption = (what: string) => new Option('--json', `print one JSON ${what}, for programs`);

const quietOption = () => new Option('-q, --quiet', 'say nothing but what went wrong');

const licensesOption = (permissive: string) =>
  new Option('--licenses <policy>', `permissive: ${permissive}`).choices(['any', 'permissive']);
