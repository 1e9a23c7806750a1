import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { OFFICIAL_WEIGHTS } from './official-weights.ts';

const page = await readFile(new URL('../../../../docs/models.md', import.meta.url), 'utf8');

/** The lines of the table that begins with this head, without head and rule. */
function tableBelow(head: string): string[] {
  const lines = page.split('\n');
  const start = lines.indexOf(head);
  const end = lines.indexOf('', start);
  return start < 0 ? [] : lines.slice(start + 2, end);
}

describe('the page on models', () => {
  it('has the licences of the catalogue', () => {
    const rows = OFFICIAL_WEIGHTS.map(
      ({ id, page: project, license, commercialUse, credit }) =>
        `| [${id}](${project}) | ${license} | ${commercialUse} | ${credit} |`,
    );
    expect(tableBelow('| weights | licence | commercial use | by |')).toEqual(rows);
  });

  it('has the files, sizes and hashes of the catalogue, and where they come from', () => {
    const rows = OFFICIAL_WEIGHTS.map(({ id, file, bytes, sha256, figuresFrom }) => {
      const size = bytes === undefined ? 'unknown' : bytes.toLocaleString('en');
      return `| ${id} | \`${file}\` | ${size} | ${sha256 === undefined ? 'unknown' : `\`${sha256}\``} | ${figuresFrom} |`;
    });
    expect(tableBelow('| weights | file | bytes | SHA-256 | figures from |')).toEqual(rows);
  });

  it('says of each licence where it stands', () => {
    const rows = OFFICIAL_WEIGHTS.map(({ licenseFrom }) => `- ${licenseFrom}.`);
    for (const row of new Set(rows)) expect(page).toContain(row);
  });
});
