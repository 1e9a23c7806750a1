import { z } from 'zod';

/** Larger than any sheet; keeps sums of coordinates far from where integers end. */
const MAX_SIDE = 20_000;
/** More than anyone looks at. */
const MAX_ENTRIES = 10_000;

const name = z.string().min(1).max(200);
const coordinate = z.int().min(0).max(MAX_SIDE);
const extent = z.int().min(1).max(MAX_SIDE);
const rectangle = z.strictObject({ x: coordinate, y: coordinate, w: extent, h: extent });
const score = z.number().min(0).max(1000);

function table<Value extends z.ZodType>(value: Value) {
  return z
    .record(name, value)
    .refine((entries) => Object.keys(entries).length <= MAX_ENTRIES, { error: `has more than ${MAX_ENTRIES} entries` });
}

/** A rectangle on a sheet, pixels. */
export type PanelRectangle = z.infer<typeof rectangle>;

/** `panels.json`: where each panel lies on each sheet, in pixels. */
export const panelsFile = z.object({ sheets: table(table(rectangle)) });

/** `published.json`: what the panels are, and tables; each key that begins with `test_set` is one. */
export const publishedFile = z
  .object({ source: z.string().max(10_000), models: table(z.string().max(10_000)) })
  .catchall(z.unknown());

/** One table of `published.json`. */
export const publishedTable = z.object({
  columns: z.array(name).min(1).max(1000),
  rows: table(table(score)),
  average: table(score).optional(),
});
