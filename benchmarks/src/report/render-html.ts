import type { BenchResults } from '../results/bench-results.ts';
import { pageHtml } from './page/page.ts';
import { colorSection } from './sections/color-section.ts';
import { contactSheets, pathsOf, sheetsOf } from './sections/contact-sheets.ts';
import { findings } from './sections/findings.ts';
import { provenance } from './sections/provenance.ts';
import { present } from './sections/section.ts';
import { speedSection } from './sections/speed-section.ts';
import { stabilitySection, worstPathsOf } from './sections/stability-section.ts';
import { type EmbeddedThumbnails, embedThumbnails, noThumbnails } from './thumbnails/embed-thumbnails.ts';

/** How a page is rendered. */
export interface RenderHtmlOptions {
  /** Gives the bytes of a thumbnail by its path in the results, or undefined where it can't be shown. */
  readonly readThumbnail: (path: string) => Promise<Buffer | undefined>;
}

/** What the whole page may weigh, bytes: mail and code hosts take it. */
const MAX_PAGE_BYTES = 5_000_000;
/** What is left for pictures at least, however long tables and plots are. */
const LEAST_PICTURE_BYTES = 500_000;
/** What pictures have around them: tags, names, other texts for those who don't see them. */
const SPARE_BYTES = 300_000;

/**
 * The report as one HTML file that needs no network: tables that sort, plots as SVG, pictures within.
 *
 * It stays below 5 MB: where there are more pictures they are made smaller, and then left out, and the page says so. All text
 * of the results is taken for text; only pictures that `readThumbnail` gives, and that are JPEG, PNG or WebP, are shown.
 */
export async function renderHtml(results: BenchResults, { readThumbnail }: RenderHtmlOptions): Promise<string> {
  const sheets = results.color ? sheetsOf(results.color) : [];
  const worst = worstPathsOf(results.stability?.films ?? []);
  const groups = [...worst, ...sheets.map(pathsOf)];
  const render = (embedded: EmbeddedThumbnails) => {
    const leftOut = (sheet: number) => embedded.leftOut.has(worst.length + sheet);
    return pageHtml({
      title: 'havc benchmark',
      command: results.command,
      facts: provenance(results),
      findings: findings(results),
      sections: present([
        colorSection(results, results.color && contactSheets(results.color, { embedded, leftOut })),
        stabilitySection(results, embedded),
        speedSection(results),
      ]),
    });
  };
  // What is left for pictures is known when all else is written.
  const bare = Buffer.byteLength(render(noThumbnails(groups.length)));
  const maxBytes = Math.max(LEAST_PICTURE_BYTES, MAX_PAGE_BYTES - bare - SPARE_BYTES);
  return render(await embedThumbnails(groups, { read: readThumbnail, maxBytes }));
}
