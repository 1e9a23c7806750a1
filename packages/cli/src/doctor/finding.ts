import { onOneLine } from '../progress/format.ts';

/** `ok`; `note` for what could be better; `problem` for what keeps havc from working. */
export type FindingStatus = 'ok' | 'note' | 'problem';

/** What one look at the machine has shown. */
export interface Finding {
  /** What was looked at: `ffmpeg`, `device cuda`. */
  readonly subject: string;
  readonly status: FindingStatus;
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly advice?: string;
  /** The same for programs. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Whether nothing keeps havc from working. */
export function isFit(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.status !== 'problem');
}

const MARKS: Readonly<Record<FindingStatus, string>> = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM' };

/** The findings as lines, advice below, and a last line that sums up. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map((finding) => finding.subject.length));
  const lines = findings.flatMap(({ status, subject, message, advice }) => [
    `${MARKS[status]}  ${subject.padEnd(width)}  ${onOneLine(message)}`,
    ...(advice === undefined ? [] : [`${' '.repeat(width + 11)}-> ${onOneLine(advice)}`]),
  ]);
  const problems = findings.filter((finding) => finding.status === 'problem').length;
  const summary =
    problems === 0
      ? 'havc can work here.'
      : `${problems} ${problems === 1 ? 'problem keeps' : 'problems keep'} havc from working.`;
  return `${[...lines, '', summary].join('\n')}\n`;
}
