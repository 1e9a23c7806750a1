import type { Place } from './call-error.ts';

/** What an argument is, as far as it can be known without running anything. */
export type CallValue = Place &
  (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'none' }
    /** A list or a tuple. */
    | { readonly kind: 'list'; readonly items: readonly CallValue[] }
    /** A variable or an attribute, dotted: `clip`, `vs.RGB24`. */
    | { readonly kind: 'name'; readonly name: string }
    | PythonCall
    /** What has to be run to be known; `of` is what it begins with, e.g. the clip of `clip[0:100]`. */
    | { readonly kind: 'other'; readonly text: string; readonly of?: CallValue }
  );

/** An argument of a call; without a name it is a positional one. */
export interface CallArgument extends Place {
  readonly name?: string;
  readonly value: CallValue;
}

/** A call, its arguments in order. */
export interface PythonCall extends Place {
  readonly kind: 'call';
  /** The dotted name that is called, e.g. `havc.HAVC_main`; after a `receiver` what follows it, e.g. `set_output`. */
  readonly name: string;
  /** The value whose method is called, when that is not a mere name: the first call of `f(clip).set_output()`. */
  readonly receiver?: CallValue;
  readonly arguments: readonly CallArgument[];
}

/** A statement that was understood. */
export interface CallStatement extends Place {
  /** The variable that takes the value, if one does. */
  readonly target?: string;
  readonly value: CallValue;
}

/** A statement that wasn't, and has nothing to do with HAVC. */
export interface LeftOutLine extends Place {
  /** Its beginning. */
  readonly text: string;
  readonly reason: string;
}

/** What {@link import('./parse-calls.ts').parseCalls} gives. */
export interface CallScript {
  readonly statements: readonly CallStatement[];
  readonly leftOut: readonly LeftOutLine[];
  /** Names that the script's imports give to HAVC's module, e.g. `havc` of `import vsdeoldify as havc`. */
  readonly modules: ReadonlySet<string>;
}

/** What a value is, in a user's words, for messages. */
export function describeValue(value: CallValue): string {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.value.slice(0, 60));
    case 'number':
      return String(value.value);
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'list':
      return `a list of ${value.items.length}`;
    case 'name':
      return `the variable ${value.name.slice(0, 60)}, whose value isn't known`;
    case 'call':
      return `a call of ${value.name.slice(0, 60)}`;
    case 'other':
      return `${value.text.slice(0, 60)}, which would have to be computed`;
  }
}
