import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputError } from '@havc/media';
import type { BenchResults } from '../results/bench-results.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { thumbnailReader } from './thumbnails/thumbnail-reader.ts';

/** Paths of a report's files. */
export interface ReportFiles {
  readonly html: string;
  readonly markdown: string;
  readonly json: string;
}

/** Where the files of a report are in its folder. */
export function reportFiles(folder: string): ReportFiles {
  return {
    html: join(folder, 'report.html'),
    markdown: join(folder, 'report.md'),
    json: join(folder, 'results.json'),
  };
}

/**
 * Writes the three forms of a report into a folder that the run owns: HTML for people, Markdown for a repository, JSON for
 * machines. Thumbnails are read from the same folder, and never from elsewhere.
 *
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function writeReport(results: BenchResults, folder: string): Promise<ReportFiles> {
  const files = reportFiles(folder);
  const html = await renderHtml(results, { readThumbnail: thumbnailReader(folder) });
  await writeWhole(files.html, html, folder);
  await writeWhole(files.markdown, renderMarkdown(results), folder);
  await writeWhole(files.json, `${JSON.stringify(results, null, 1)}\n`, folder);
  return files;
}

/** The file has its name only when it is complete; a link of that name is replaced and not followed. */
async function writeWhole(file: string, text: string, folder: string): Promise<void> {
  const partial = `${file}.partial-${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, text, { flag: 'wx' });
    await rename(partial, file);
  } catch (error) {
    // What can't be written often can't be removed either: the first error is the one to tell.
    await rm(partial, { force: true }).catch(() => {});
    throw outputError(error, file);
  }
}

/**
 * Writes `report.html` and `report.md` of results that were written before.
 *
 * @param thumbnails - the folder that the results were in, and their thumbnails still are.
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function renderAgain(
  results: BenchResults,
  thumbnails: string,
  folder: string,
): Promise<Omit<ReportFiles, 'json'>> {
  const { html, markdown } = reportFiles(folder);
  await writeWhole(html, await renderHtml(results, { readThumbnail: thumbnailReader(thumbnails) }), folder);
  await writeWhole(markdown, renderMarkdown(results), folder);
  return { html, markdown };
}
