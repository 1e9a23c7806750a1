import type { ColorFlags, SpeedFlags, StabilityFlags } from '../commands/bench-options.ts';
import type { DeviceName } from '../models/catalogue.ts';

/** What is measured; absent parts are not. */
export interface BenchParts {
  readonly color?: Partial<Undefinable<ColorFlags>>;
  readonly stability?: Partial<Undefinable<StabilityFlags>> & { readonly films: readonly string[] };
  readonly speed?: Partial<Undefinable<SpeedFlags>>;
}

type Undefinable<Flags> = { [Name in keyof Flags]: Flags[Name] | undefined };

/** What `havc bench` does. */
export interface BenchRequest {
  readonly parts: BenchParts;
  /** Folder of the report. */
  readonly output: string;
  readonly quick?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly models?: readonly string[] | undefined;
  readonly presets?: readonly string[] | undefined;
  readonly recipes?: readonly string[] | undefined;
  readonly device: DeviceName;
  readonly precision?: 'fp32' | 'fp16' | undefined;
  /** See `OverwriteRule`. */
  readonly overwrite?: boolean | undefined;
}
