import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Html, html } from '../page/html.ts';
import { type SvgNode, serializeSvg } from './serialize-svg.ts';

/** A plot with what must be said about it. */
export interface PlotFigure {
  /** Names it in the page; made by us, not from labels. */
  readonly name: string;
  readonly title: string;
  /** How to read it: what is drawn, and which way is better. */
  readonly reading: string;
  /** Colours and what they stand for, where there are several. */
  readonly legend?: readonly { readonly label: string; readonly color: string }[];
  /** The drawing at a width in CSS pixels: drawn once for a wide window and for paper, once for a narrow one. */
  readonly draw: (width: number) => Plot.PlotOptions;
}

/** Widths that are drawn: of the text column, and of a telephone's window without its margins. */
const WIDE = 900;
const NARROW = 352;

/** Draws it as SVG within the page. */
export function plotHtml({ name, title, reading, legend = [], draw }: PlotFigure): Html {
  return html`
<figure class="plot" id="plot-${name}">
<figcaption><b>${title}</b> ${reading}</figcaption>
${
  legend.length > 0 &&
  html`<ul class="legend">${legend.map(
    ({ label, color }) => html`<li><i style="background:${color}"></i>${label}</li>`,
  )}</ul>`
}
<div class="wide">${svgOf(draw(WIDE), WIDE, title)}</div>
<div class="narrow">${svgOf(draw(NARROW), NARROW, title)}</div>
</figure>`;
}

function svgOf(options: Plot.PlotOptions, width: number, title: string): Html {
  // One document a drawing: they are cheap, and nothing of one is left to another.
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = Plot.plot({ ...options, width, document, className: 'plot', ariaLabel: title } as Plot.PlotOptions);
  drawn.setAttribute('role', 'img');
  return serializeSvg(drawn as unknown as SvgNode);
}
