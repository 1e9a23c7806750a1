import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux has the energy counters of processors: Intel's, and since 5.11 AMD's under the same name. */
export const POWERCAP = '/sys/class/powercap';

/** One counter: all cores, caches and controllers of a processor in its socket. */
export interface RaplPackage {
  /** `package-0`. */
  readonly name: string;
  /** The file that counts microjoules. */
  readonly counter: string;
  /** Where it begins anew, microjoules. */
  readonly range: number;
}

/** The packages whose counters can be read, or why none can. */
export interface RaplPackages {
  readonly packages: readonly RaplPackage[];
  /** For people; absent where there are packages. */
  readonly why?: string;
}

/**
 * Finds the processors' energy counters.
 *
 * @param folder - instead of {@link POWERCAP}.
 *
 * Source: Linux, Documentation/power/powercap/powercap.rst.
 */
export function findRapl(folder: string = POWERCAP): RaplPackages {
  let zones: string[];
  try {
    // `intel-rapl:0` is a package, `intel-rapl:0:0` a part of it; `intel-rapl-mmio:0` the same package once more.
    zones = readdirSync(folder).filter((name) => /^intel-rapl:\d+$/.test(name));
  } catch {
    return none(`there is no ${folder}`);
  }
  const packages: RaplPackage[] = [];
  let refusal: string | undefined;
  for (const zone of zones.sort()) {
    const path = join(folder, zone);
    try {
      const name = readFileSync(join(path, 'name'), 'utf8').trim();
      // `psys` is the whole machine, the packages included.
      if (!name.startsWith('package')) continue;
      const counter = join(path, 'energy_uj');
      readCounter(counter);
      packages.push({ name, counter, range: readCounter(join(path, 'max_energy_range_uj')) });
    } catch (error) {
      refusal ??= whyNotRead(error, path);
    }
  }
  if (packages.length > 0) return { packages };
  return none(refusal ?? `${folder} has no package, as in most virtual machines`);
}

/**
 * Joules that a package has used between two readings.
 *
 * @param before - microjoules; the counter may have begun anew once since.
 */
export function joulesBetween(before: number, after: number, range: number): number {
  const microjoules = after >= before ? after - before : after + range - before;
  return microjoules / 1e6;
}

/**
 * What a counter says, microjoules.
 *
 * @throws Error where it can't be read, or holds no number.
 */
export function readCounter(path: string): number {
  const text = readFileSync(path, 'utf8').trim();
  if (!/^\d{1,19}$/.test(text)) throw new Error(`${path} holds no number`);
  return Number(text);
}

/** Why the zone at `path` gave an error, for people. */
export function whyNotRead(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return `only root may read ${join(path, 'energy_uj')}`;
  return code === undefined ? message : `${path} can't be read (${code})`;
}

function none(why: string): RaplPackages {
  return { packages: [], why };
}
