import { escapeHtml, type Html, trustedHtml } from '../page/html.ts';

/** As much of a DOM node as is needed here. */
export interface SvgNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<SvgNode>;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

/**
 * The drawing as HTML: every text and attribute escaped, style elements left out (the page has its own), and coordinates
 * with two digits after the point, which are a fifth of what they weigh.
 */
export function serializeSvg(node: SvgNode): Html {
  const parts: string[] = [];
  write(node, parts);
  return trustedHtml(parts.join(''));
}

const ELEMENT = 1;
const TEXT = 3;

/** What a plot is made of; anything else in it isn't ours. */
const KNOWN = new Set(
  'svg g path line rect circle text tspan title desc defs clippath clipPath lineargradient linearGradient stop'.split(
    ' ',
  ),
);
const COORDINATES = new Set(
  'd x y x1 x2 y1 y2 cx cy r dx dy width height transform points viewBox stroke-dasharray'.split(' '),
);

function write(node: SvgNode, parts: string[]): void {
  if (node.nodeType === TEXT) parts.push(escapeHtml(node.textContent ?? ''));
  if (node.nodeType !== ELEMENT) return;
  const name = [node.nodeName, node.nodeName.toLowerCase()].find((candidate) => KNOWN.has(candidate));
  if (name === undefined) return;
  parts.push(`<${name}`);
  for (const { name: attribute, value } of node.attributes ?? []) {
    if (!/^[a-zA-Z][\w:-]*$/.test(attribute) || /^on/i.test(attribute)) continue;
    parts.push(` ${attribute}="${escapeHtml(COORDINATES.has(attribute) ? rounded(value) : value)}"`);
  }
  parts.push('>');
  for (const child of node.childNodes) write(child, parts);
  parts.push(`</${name}>`);
}

function rounded(coordinates: string): string {
  return coordinates.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
}
