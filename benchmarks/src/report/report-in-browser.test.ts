import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchResults } from '../results/bench-results.ts';
import { contrast } from './testing/contrast.ts';
import { findChromium } from './testing/find-chromium.ts';
import { makeHostile } from './testing/hostile-results.ts';
import { makeResults } from './testing/made-results.ts';
import { makeThumbnail } from './testing/made-thumbnails.ts';
import { writeReport } from './write-report.ts';

// As much of the browser as is used here: its types would be seen by all other files, too.
declare const document: {
  readonly body: object;
  readonly documentElement: { readonly scrollWidth: number };
  querySelector(selector: string): object | null;
};
declare const SVGElement: new () => object;
declare function getComputedStyle(element: object): {
  readonly backgroundColor: string;
  readonly color: string;
  readonly fill: string;
};

const executablePath = findChromium();
const isRequired = process.env['HAVC_REQUIRE_BROWSER'] === '1';
if (!executablePath && !isRequired) console.warn('No Chromium is installed: reports are not looked at in a browser.');

const ARGUMENTS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

describe.skipIf(!executablePath && !isRequired)('the report in a browser', () => {
  let folder: string;
  let browser: Browser;
  let file: string;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    if (!executablePath) throw new Error('HAVC_REQUIRE_BROWSER is set, but no Chromium was found: set HAVC_CHROMIUM.');
    folder = await mkdtemp(join(tmpdir(), 'havc-browser-'));
    browser = await chromium.launch({ executablePath, args: ARGUMENTS.split(' ') });
    file = await write('made', makeResults());
    page = await open(file, 1280);
  });
  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function write(name: string, results: BenchResults): Promise<string> {
    const output = join(folder, name);
    const bytes = await makeThumbnail(1);
    for (const { image, heatMap } of makeResults().color!.thumbnails) {
      for (const path of [image, heatMap]) {
        if (path === undefined) continue;
        await mkdir(dirname(join(output, path)), { recursive: true });
        await writeFile(join(output, path), bytes);
      }
    }
    return (await writeReport(results, output)).html;
  }

  async function open(path: string, width: number): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width, height: 900 } });
    opened.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
    opened.on('pageerror', (error) => troubles.push(String(error)));
    opened.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(path).href;
    await opened.route('**/*', (route) => {
      const url = route.request().url();
      // Addresses of data carry their bytes with them.
      if (url === address || url.startsWith('data:')) return route.continue();
      troubles.push(`request: ${url}`);
      return route.abort();
    });
    await opened.goto(address);
    return opened;
  }

  /** Texts of a column of the table of methods, top to bottom, the truth left out. */
  const columnOf = (column: number) =>
    page
      .locator('#methods figure.table tbody tr')
      .evaluateAll((rows, index) => rows.map((row) => row.children[index]!.textContent ?? ''), column);

  it('opens without an error, a dialog or a request', () => expect(troubles).toEqual([]));

  it('shows every plot with marks in it', async () => {
    const plots = await page.locator('figure.plot').evaluateAll((figures) =>
      figures.map((figure) => {
        const svg = figure.querySelector('.wide svg')!;
        const marks = [...svg.querySelectorAll('circle, rect, path, line')];
        const seen = marks.filter(
          (mark) => mark.getBoundingClientRect().width + mark.getBoundingClientRect().height > 1,
        );
        return { id: figure.id, width: svg.getBoundingClientRect().width, seen: seen.length };
      }),
    );
    expect(plots.length).toBe(10);
    for (const { id, width, seen } of plots) {
      expect(width, id).toBeGreaterThan(600);
      expect(seen, id).toBeGreaterThan(8);
    }
  });

  it('shows every picture', async () => {
    const widths = await page
      .locator('.sheet img')
      .evaluateAll((images) => Promise.all(images.map((image) => image.decode().then(() => image.naturalWidth))));
    expect(widths).toEqual(widths.map(() => 160));
    expect(widths.length).toBe(33);
  });

  it('sorts numbers by a click, and the other way by another', async () => {
    const title = page.locator('#methods thead th', { hasText: 'colourfulness' }).first();
    await title.locator('button').click();
    expect(await title.getAttribute('aria-sort')).toBe('ascending');
    const up = (await columnOf(6)).map(Number);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    await title.locator('button').click();
    expect(await title.getAttribute('aria-sort')).toBe('descending');
    expect((await columnOf(6)).map(Number)).toEqual([...up].reverse());
    expect(await page.locator('#methods figure.table').first().locator('[aria-sort]').count()).toBe(1);
  });

  it('sorts by the keyboard, texts by their letters, and leaves what is empty below', async () => {
    const buttons = page.locator('#methods figure.table').first().locator('thead button');
    await buttons.nth(0).focus();
    await page.keyboard.press('Enter');
    const names = await columnOf(0);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const kinds = await columnOf(1);
    expect(kinds).toEqual([...kinds].sort());
    await buttons.nth(8).focus();
    for (const _ of ['up', 'down']) {
      await page.keyboard.press('Enter');
      // The truth has no noise, and so no ratio to it.
      expect((await columnOf(8)).at(-1)).toBe('–');
    }
  });

  it.each(['light', 'dark'] as const)('has text that is read in the %s theme', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    const pairs = await page.evaluate(() =>
      ['body', 'nav ol ol a', 'figcaption', 'thead button', '.source', '.muted', '.good', '.bad', 'svg.plot text'].map(
        (selector) => {
          const element = document.querySelector(selector)!;
          const isSvg = element instanceof SVGElement;
          const style = getComputedStyle(element);
          return {
            selector,
            ground: getComputedStyle(document.body).backgroundColor,
            text: isSvg ? style.fill : style.color,
          };
        },
      ),
    );
    for (const { selector, text, ground } of pairs) {
      expect(contrast(text, ground), selector).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(pairs[0]!.ground, '#000000') > 10).toBe(scheme === 'light');
  });

  it('changes the theme by its button, whatever the system wants', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator('#theme').click();
    const dark = await ground();
    expect(contrast(light, dark)).toBeGreaterThan(10);
    await page.locator('#theme').click();
    expect(await ground()).toBe(light);
  });

  it('prints light, without buttons and contents, and with nothing cut off', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    // What an A4 page has between its margins.
    await page.setViewportSize({ width: 703, height: 1000 });
    expect(await page.locator('#theme').isVisible()).toBe(false);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('figure.plot .wide').first().isVisible()).toBe(true);
    const { ground, width } = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      width: document.documentElement.scrollWidth,
    }));
    expect(contrast(ground, '#000000')).toBeGreaterThan(15);
    expect(width).toBeLessThanOrEqual(703);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  it('fits a telephone, with texts of plots as large as others', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const sizes = await page
      .locator('figure.plot .narrow svg')
      .evaluateAll((drawings) =>
        drawings.map((svg) => svg.getBoundingClientRect().width / Number(svg.getAttribute('width'))),
      );
    expect(sizes.length).toBe(10);
    for (const scale of sizes) expect(scale).toBeGreaterThan(0.9);
  });

  it('runs nothing that labels say, and keeps to its width with them', async () => {
    const hostile = await open(await write('hostile', makeHostile(makeResults())), 390);
    expect(await hostile.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await hostile.close();
    expect(troubles).toEqual([]);
  });
});
