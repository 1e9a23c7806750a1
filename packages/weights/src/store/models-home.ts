import { homedir } from 'node:os';
import path from 'node:path';

/** The variables of the environment that are read; `process.env` is one such. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder in which havc keeps what it has fetched, absolute: the weights lie in its `models`.
 *
 * `HAVC_HOME` names it. Else it is `$XDG_DATA_HOME/havc` or `~/.local/share/havc` on Linux and the like,
 * `~/Library/Application Support/havc` on macOS, and `%LOCALAPPDATA%\havc` on Windows. These are places for data and not
 * for caches: systems and people empty caches at will, while weights are gigabytes to fetch again, their hosts vanish, and
 * imported ones may be someone's own.
 *
 * @param env - default: `process.env`.
 * @param platform - default: `process.platform`.
 */
export function modelsHome(env: Environment = process.env, platform: string = process.platform): string {
  const windows = platform === 'win32';
  const { isAbsolute, join } = windows ? path.win32 : path.posix;
  if (env['HAVC_HOME']) return path.resolve(env['HAVC_HOME']);
  const home = (windows ? env['USERPROFILE'] : env['HOME']) || homedir();
  if (windows) return join(absolute(env['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local'), 'havc');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'havc');
  // The specification of these folders has relative paths ignored.
  return join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'havc');

  function absolute(folder: string | undefined): string | undefined {
    return folder !== undefined && isAbsolute(folder) ? folder : undefined;
  }
}
