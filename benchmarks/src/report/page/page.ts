import { createHash } from 'node:crypto';
import type { Finding } from '../sections/findings.ts';
import type { Section } from '../sections/section.ts';
import { type Html, html, trustedHtml } from './html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { pageStyle } from './style.ts';

/** What the page is made of. */
export interface PageContent {
  readonly title: string;
  readonly command: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly findings: readonly Finding[];
  readonly sections: readonly Section[];
}

/** The whole document. Its policy lets it load nothing, and run no script but its own. */
export function pageHtml({ title, command, facts, findings, sections }: PageContent): string {
  const hash = createHash('sha256').update(PAGE_SCRIPT).digest('base64');
  const policy =
    `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; ` +
    "base-uri 'none'; form-action 'none'";
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trustedHtml(pageStyle())}</style>
</head>
<body>
<div class="page">
<header>
<button id="theme" type="button" hidden aria-label="Switch between light and dark"></button>
<h1>${title}</h1>
<pre><code>${command}</code></pre>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${
  findings.length > 0 &&
  html`<dl class="figures" style="max-width:${15 * findings.length}rem">${findings.map(
    ({ topic, value, meaning }) => html`<div><dt>${topic}</dt><dd><b>${value}</b>${meaning}</dd></div>`,
  )}</dl>`
}
</header>
<nav aria-label="Contents"><ol>${sections.map(contentsHtml)}</ol></nav>
<main>
${sections.map(({ id, title: name, content }) => html`<section id="${id}"><h2>${name}</h2>${content}</section>`)}
${sections.length === 0 && html`<p>This run has measured nothing.</p>`}
</main>
</div>
<script>${trustedHtml(PAGE_SCRIPT)}</script>
</body>
</html>
`);
}

function contentsHtml({ id, title, parts }: Section): Html {
  return html`<li><a href="#${id}">${title}</a>${
    parts.length > 0 && html`<ol>${parts.map((part) => html`<li><a href="#${part.id}">${part.title}</a></li>`)}</ol>`
  }</li>`;
}
