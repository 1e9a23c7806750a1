/** How far from its baseline a number may be: a share of the baseline, or an amount. */
export type Margin = { readonly relative: number } | { readonly absolute: number };

/** What a guarded number is, and how much of it may be lost. */
export interface GuardDefinition {
  /** Unique: `kernel rgbToLab`. */
  readonly name: string;
  readonly unit: string;
  /** Which of two values is the better one. */
  readonly direction: 'higher' | 'lower';
  readonly margin: Margin;
  /** What the number is, what its loss would mean, and where the margin comes from. */
  readonly why: string;
}

/** What measurements work with. */
export interface GuardContext {
  /** Folder of the photographs that come with havc. */
  readonly photographs: string;
  /** A folder for what is needed meanwhile. */
  readonly scratch: string;
  /** Tells a person what is going on. */
  say(text: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** Numbers that are measured together. */
export interface GuardGroup {
  readonly definitions: readonly GuardDefinition[];
  /** Whether it gives another number each time: a loss is then measured again before it is one. */
  readonly isTimed: boolean;
  /** Whether it depends on how Node's engine compiles the peers: other majors then give other numbers. */
  readonly dependsOnNode: boolean;
  /** One number for each definition, by name. */
  measure(context: GuardContext): Promise<Readonly<Record<string, number>>>;
}
