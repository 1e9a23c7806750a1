import { readFileSync } from 'node:fs';

/** A row of the table in docs/bad-input.md. */
export interface TableRow {
  /** What the user sees: a part of what is written to stderr. */
  readonly message: RegExp;
  readonly exitCode: number;
  /** The name of the test. */
  readonly test: string;
}

/**
 * The rows of docs/bad-input.md, `| input | what the user sees | exit code | test |`. In a message, `…` stands for
 * anything.
 */
export function readTable(): TableRow[] {
  const text = readFileSync(new URL('../../../../docs/bad-input.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| .+ \| `(.+)` \| (\d+) \| (.+?) \|$/gm)].map(
    ([, message = '', exitCode, test = '']) => ({
      message: new RegExp(message.split('…').map(asPattern).join('[^]*')),
      exitCode: Number(exitCode),
      test,
    }),
  );
}

function asPattern(text: string): string {
  return text.replaceAll('\\|', '|').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
