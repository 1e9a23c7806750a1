import type { ColorResults, Thumbnail } from '../../results/color-results.ts';
import { heatColors } from '../../thumbnails/heat-map.ts';
import { byDeltaE } from '../method-order.ts';
import { formatFixed } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import type { EmbeddedThumbnails } from '../thumbnails/embed-thumbnails.ts';
import type { SectionPart } from './section.ts';

/** Names of sheets that are left out are told; of more their number is. */
const MOST_NAMES = 40;

/** The pictures of one test picture, in the order that they are shown in. */
export interface Sheet {
  readonly picture: string;
  readonly thumbnails: readonly Thumbnail[];
}

/** What is shown of each test picture: the truth, gray, and the methods, the nearest to the truth first. */
export function sheetsOf({ thumbnails, methods }: ColorResults): readonly Sheet[] {
  const order = ['truth', 'gray', ...byDeltaE(methods).map(({ id }) => id)];
  const place = ({ method }: Thumbnail) => (order.includes(method) ? order.indexOf(method) : order.length);
  const pictures = [...new Set(thumbnails.map(({ picture }) => picture))];
  return pictures.map((picture) => ({
    picture,
    thumbnails: thumbnails.filter((thumbnail) => thumbnail.picture === picture).sort((a, b) => place(a) - place(b)),
  }));
}

/** Paths of all pictures of a sheet. */
export function pathsOf({ thumbnails }: Sheet): readonly string[] {
  return thumbnails.flatMap(({ image, heatMap }) => (heatMap === undefined ? [image] : [image, heatMap]));
}

/**
 * The sheets, with a map of CIEDE2000 below each picture.
 *
 * @param leftOut - whether a sheet, by index, is left out to keep the page small.
 */
export function contactSheets(
  color: ColorResults,
  { embedded, leftOut }: { readonly embedded: EmbeddedThumbnails; readonly leftOut: (index: number) => boolean },
): SectionPart | undefined {
  const sheets = sheetsOf(color);
  if (sheets.length === 0) return undefined;
  const labels = new Map(color.methods.map(({ id, label }) => [id, label]));
  const scores = new Map(
    color.methods.map(({ id, pictures }) => [id, new Map(pictures.map((one) => [one.picture, one.scores.deltaE]))]),
  );
  const shown = sheets.map((sheet, index) => ({ ...sheet, index })).filter(({ index }) => !leftOut(index));
  const missing = sheets.filter((_, index) => leftOut(index)).map(({ picture }) => picture);
  return {
    id: 'sheets',
    title: 'Contact sheets',
    content: html`
<p>Each picture by each method, with its map of CIEDE2000 below: dark where the colours are the truth’s, bright where they
are far from it. Methods come in the order of their means; the number is this picture’s mean.</p>
${legendHtml(color.heatMapMaximum)}
${
  missing.length > 0 &&
  html`<p class="say">To keep this page below 5 MB, ${missing.length} of ${sheets.length} sheets are left out:
${missing.slice(0, MOST_NAMES).join(', ')}${
  missing.length > MOST_NAMES && html` and ${missing.length - MOST_NAMES} more`
}. Their thumbnails are beside this file.</p>`
}
${
  embedded.isReduced &&
  html`<p class="say">To keep this page below 5 MB, its pictures are smaller than the thumbnails beside this file.</p>`
}
${
  shown.length > 4 &&
  html`<p class="jump">${shown.map(({ picture, index }) => html`<a href="#sheet-${index + 1}">${picture}</a> `)}</p>`
}
${shown.map(
  ({ picture, index, thumbnails }) => html`
<div class="sheet" id="sheet-${index + 1}"><h4>${picture}</h4><ul>${thumbnails.map((thumbnail) => {
    const label = labels.get(thumbnail.method) ?? thumbnail.method;
    const deltaE = thumbnail.method === 'truth' ? undefined : scores.get(thumbnail.method)?.get(picture);
    return html`<li>${imageHtml(embedded.addressOf(thumbnail.image), `${picture}, ${label}`)}${
      thumbnail.heatMap !== undefined &&
      imageHtml(embedded.addressOf(thumbnail.heatMap), `${picture}, ${label}: map of CIEDE2000`)
    }<span class="name">${label}</span>${deltaE !== undefined && formatFixed(deltaE, 1)}</li>`;
  })}</ul></div>`,
)}`,
  };
}

/** A picture, or a place that says that it isn't there. */
export function imageHtml(address: string | undefined, alternative: string): Html {
  if (address === undefined) return html`<span class="absent">no picture</span>`;
  return html`<img src="${address}" alt="${alternative}" decoding="async">`;
}

/** What the colours of heat maps stand for. */
export function legendHtml(maximum: number): Html {
  const count = 24;
  const { data } = heatColors(count);
  const stops = Array.from({ length: count }, (_, n) => `rgb(${data.slice(3 * n, 3 * n + 3).join(' ')})`);
  return html`<p class="scale"><span>0</span><span style="background:linear-gradient(90deg,${stops.join(',')})"></span><span>${formatFixed(
    maximum,
    0,
  )} and more, CIEDE2000</span></p>`;
}
