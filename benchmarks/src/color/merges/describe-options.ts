import type { MergeOptions } from '@havc/filters';

/** A merge's options in words, without its method: `weight 0.5, simple share 0.3, no red fix`. */
export function describeOptions({ method: _, ...options }: MergeOptions): string {
  return Object.entries(options)
    .map(([name, value]) => {
      const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      return typeof value === 'boolean' ? `${value ? '' : 'no '}${words}` : `${words} ${value}`;
    })
    .join(', ');
}
