import { z } from 'zod';

/** Far beyond what can be measured here, and small enough that sums and squares stay finite. */
const LARGEST = 1e15;
/** Names, labels, paths. */
const MAX_TEXT = 2000;

/** Any finite number. JSON can say infinity (`1e999`): that is refused. */
export const number = z.number().min(-LARGEST).max(LARGEST);

/** Nothing or more. */
export const amount = z.number().min(0).max(LARGEST);

/** Nothing or more, whole. */
export const count = z.int().min(0);

/** 1 or more, whole. */
export const positive = z.int().min(1);

/** 0 to 1, and what rounding adds to means of shares. */
export const share = z
  .number()
  .min(0)
  .max(1 + 1e-6);

/** A name, a label, a sentence. */
export const text = z.string().max(MAX_TEXT);

/** Of a file beside the results, below their folder: whoever shows it may open it there. */
export const relativeFile = z
  .string()
  .min(1)
  .max(MAX_TEXT)
  .refine(isBelow, 'must be a path below the folder of the results, with / between its parts');

function isBelow(path: string): boolean {
  // A colon makes a drive, a stream of NTFS or an address of what is no relative path.
  if (/[\\:\p{Cc}]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * A list of at most `most` elements.
 *
 * Nothing after its first bad element is looked at: a list of millions of bad ones would otherwise be answered with as
 * many mistakes, each far larger than the element.
 */
export function list<Element extends z.ZodType>(element: Element, most: number) {
  return z.unknown().transform((given, context): z.output<Element>[] => {
    const items = bounded(given, most, context);
    const read: z.output<Element>[] = [];
    for (const [index, item] of items.entries()) {
      const result = element.safeParse(item);
      if (!result.success) {
        for (const issue of result.error.issues) {
          context.issues.push({ ...issue, input: item, path: [index, ...issue.path] } as z.core.$ZodRawIssue);
        }
        return z.NEVER;
      }
      read.push(result.data);
    }
    return read;
  });
}

/** A list in which no two elements have the same `id`. */
export function listById<Element extends z.ZodType<{ readonly id: string }>>(element: Element, most: number) {
  return list(element, most).refine(
    (elements) => new Set(elements.map(({ id }) => id)).size === elements.length,
    'has two elements of one id',
  );
}

function bounded(given: unknown, most: number, context: z.RefinementCtx): readonly unknown[] {
  if (!Array.isArray(given)) context.addIssue({ code: 'invalid_type', expected: 'array', input: undefined });
  else if (given.length > most) context.addIssue(`must have at most ${most} elements, has ${given.length}`);
  else return given;
  return [];
}
