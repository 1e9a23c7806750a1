import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { type SvgNode, serializeSvg } from './serialize-svg.ts';

function svg(build: (make: (name: string, attributes?: Record<string, string>, text?: string) => Element) => Element) {
  const { document } = parseHTML('<html><body></body></html>');
  return String(
    serializeSvg(
      build((name, attributes = {}, text) => {
        const element = document.createElementNS('http://www.w3.org/2000/svg', name);
        for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
        if (text !== undefined) element.appendChild(document.createTextNode(text));
        return element;
      }) as unknown as SvgNode,
    ),
  );
}

// The DOM's own types aren't there in Node.
interface Element {
  appendChild(child: unknown): unknown;
}

describe('serializeSvg', () => {
  it('rounds coordinates to two digits and leaves other numbers alone', () => {
    expect(svg((make) => make('path', { d: 'M0.123456,10L-5.5,1.2345e-7', class: 'v1.23456' }))).toBe(
      '<path class="v1.23456" d="M0.12,10L-5.5,0"></path>',
    );
  });

  it('escapes what labels say, in texts, titles and attributes', () => {
    expect(svg((make) => make('title', {}, '</title><script>x</script>'))).toBe(
      '<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>',
    );
    expect(svg((make) => make('text', { 'aria-label': '"><script>' }, 'a&b'))).toBe(
      '<text aria-label="&quot;&gt;&lt;script&gt;">a&amp;b</text>',
    );
  });

  it('leaves out style, script and whatever else is no drawing, and handlers of events', () => {
    expect(
      svg((make) => {
        const group = make('g', { onclick: 'x()' });
        group.appendChild(make('style', {}, 'a{}'));
        group.appendChild(make('script', {}, 'x()'));
        group.appendChild(make('foreignObject'));
        group.appendChild(make('rect', { width: '3' }));
        return group;
      }),
    ).toBe('<g><rect width="3"></rect></g>');
  });
});
