/**
 * A parameter: its name, what it takes, its default, and the range of numbers. `name` is a text or None; `clip` and
 * `any` aren't checked.
 */
export type Parameter =
  | readonly [name: string, kind: 'clip' | 'any']
  | readonly [name: string, kind: 'text' | 'name', default_: string]
  | readonly [name: string, kind: 'boolean', default_: boolean]
  | readonly [name: string, kind: 'list', default_: readonly ParameterDefault[]]
  | readonly [name: string, kind: 'whole' | 'number', default_: number, from: number, to: number];

/** A default inside a list. */
export type ParameterDefault = string | number | boolean | readonly (string | number | boolean)[];

/** How a function is called. */
export interface Signature {
  /** In the order in which they may be given without a name. */
  readonly parameters: readonly Parameter[];
  /** Parameters of other versions, taken by name only, with why they aren't followed. */
  readonly others?: Readonly<Record<string, string>>;
}
