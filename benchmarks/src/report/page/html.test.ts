import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { escapeHtml, type HtmlPart, html, trustedHtml } from './html.ts';

const HOSTILE_CHARACTERS = ['<', '>', '&', '"', "'", '`', '/', '=', 'a', ';', '#', '3', '9', ' ', 'é', '👩'];

describe('html', () => {
  it.each<[HtmlPart, string]>([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
    ['a & b', 'a &amp; b'],
    ['`x`', '&#96;x&#96;'],
    ['\u0000\u001b[31m', '\ufffd\ufffd[31m'],
    [12.5, '12.5'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
    [false, ''],
    [['a', html`<i>${'<'}</i>`], 'a<i>&lt;</i>'],
    [trustedHtml('<b>'), '<b>'],
  ])('writes %j as %s', (part, expected) => {
    expect(String(html`<p title="x">${part}</p>`)).toBe(`<p title="x">${expected}</p>`);
  });

  it('escapes an object from a file that looks like HTML', () => {
    const posing = { text: '<b>', toString: () => '<b>' } as unknown as HtmlPart;
    expect(String(html`${posing}`)).toBe('&lt;b&gt;');
  });

  it('gives any text back from an attribute and from between tags', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...HOSTILE_CHARACTERS) }), (text) => {
        const { document } = parseHTML(`<html><body>${html`<p title="${text}">${text}</p>`}</body></html>`);
        const paragraph = document.querySelector('p');
        expect(paragraph?.getAttribute('title')).toBe(text);
        expect(paragraph?.textContent).toBe(text);
      }),
    );
  });

  it('leaves no character that could end a text or an attribute', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...HOSTILE_CHARACTERS) }),
        (text) => !/[<>"'`]/.test(escapeHtml(text)),
      ),
    );
  });
});
