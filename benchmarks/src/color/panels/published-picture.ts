import { type RgbImage, throwIfAborted } from '@havc/core';
import { fileInside } from './file-inside.ts';
import { loadSheet } from './load-sheet.ts';
import type { PanelRectangle } from './panels-schema.ts';
import { testSetError } from './test-set-error.ts';

/** The name of the panel that is the truth. */
const ORIGINAL = 'original';

/** One picture of the test set. */
export interface PublishedPicture {
  /** `01`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** What is there of it, without the original, in the order of the sheets. */
  readonly panelNames: readonly string[];
  /** Decodes its sheets; nothing is kept. */
  load(signal?: AbortSignal): Promise<{ readonly original: RgbImage; readonly panels: ReadonlyMap<string, RgbImage> }>;
}

interface Sheet {
  readonly file: string;
  readonly name: string;
  readonly rectangles: ReadonlyMap<string, PanelRectangle>;
}

/**
 * The pictures that sheets show. Those with one number in their names are of one picture.
 *
 * @throws HavcError as `readPanels` does.
 */
export async function readPictures(
  folder: string,
  sheets: Readonly<Record<string, Readonly<Record<string, PanelRectangle>>>>,
): Promise<readonly PublishedPicture[]> {
  const byPicture = new Map<string, Sheet[]>();
  for (const [name, panels] of Object.entries(sheets)) {
    const picture = /\d+/.exec(name.split('/').at(-1) ?? '')?.[0];
    if (picture === undefined)
      throw testSetError(`The sheet ${JSON.stringify(name)} of panels.json has no number in its name`);
    const file = await fileInside(folder, name, 'panels.json');
    const sheet = { file, name, rectangles: new Map(Object.entries(panels)) };
    byPicture.set(picture, [...(byPicture.get(picture) ?? []), sheet]);
  }
  if (byPicture.size === 0) throw testSetError('panels.json names no sheets');
  return [...byPicture]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([name, itsSheets]) => publishedPicture(name, itsSheets));
}

function publishedPicture(name: string, sheets: readonly Sheet[]): PublishedPicture {
  const first = sheets[0]!.rectangles.get(ORIGINAL);
  const panelNames: string[] = [];
  for (const sheet of sheets) {
    if (first === undefined || !sheet.rectangles.has(ORIGINAL)) {
      throw testSetError(`${sheet.name} of panels.json has no panel "${ORIGINAL}" to compare with`);
    }
    for (const [panel, { w, h }] of sheet.rectangles) {
      if (w !== first.w || h !== first.h) {
        throw testSetError(
          `Panel ${JSON.stringify(panel)} of ${sheet.name} is ${w}x${h}, its original ${first.w}x${first.h}`,
        );
      }
      if (panel === ORIGINAL) continue;
      if (panelNames.includes(panel)) throw testSetError(`Picture ${name} has two panels ${JSON.stringify(panel)}`);
      panelNames.push(panel);
    }
  }
  return {
    name,
    width: first!.w,
    height: first!.h,
    panelNames,
    load: (signal) => loadPicture(name, sheets, signal),
  };
}

async function loadPicture(name: string, sheets: readonly Sheet[], signal: AbortSignal | undefined) {
  const panels = new Map<string, RgbImage>();
  let original: RgbImage | undefined;
  for (const sheet of sheets) {
    throwIfAborted(signal);
    for (const [panel, image] of await loadSheet(sheet.file, sheet.name, sheet.rectangles)) {
      if (panel !== ORIGINAL) panels.set(panel, image);
      else if (original === undefined) original = image;
      else if (Buffer.compare(original.data, image.data) !== 0) {
        throw testSetError(
          `The sheets of picture ${name} show different originals: ${sheets.map((each) => each.name).join(', ')}`,
        );
      }
    }
  }
  return { original: original!, panels };
}
