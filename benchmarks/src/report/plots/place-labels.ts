/** A name beside a point, CSS pixels. */
export interface PlacedLabel {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A point that wants a name, CSS pixels. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const HEIGHT = 13;
const GAP = 7;
const POINT_RADIUS = 5;

/**
 * Puts names beside their points so that none lies on another, on a point, or outside; the first ones choose first, and
 * those without room get none.
 *
 * @param bounds - what names may fill, CSS pixels.
 * @returns places with the index of their wish; `y` is the middle of the text.
 */
export function placeLabels(wishes: readonly LabelWish[], bounds: Box): readonly PlacedLabel[] {
  const taken: Box[] = wishes.map(({ x, y }) => around(x, y, 2 * POINT_RADIUS, 2 * POINT_RADIUS));
  const placed: PlacedLabel[] = [];
  for (const [index, { x, y, width }] of wishes.entries()) {
    for (const candidate of candidates(x, y, width)) {
      const others = taken.filter((_, other) => other !== index);
      if (!isInside(candidate.box, bounds) || others.some((other) => overlap(candidate.box, other))) continue;
      taken.push(candidate.box);
      placed.push({ index, ...candidate.place });
      break;
    }
  }
  return placed;
}

function candidates(x: number, y: number, width: number) {
  const half = width / 2 + GAP;
  const place = (dx: number, dy: number, anchor: PlacedLabel['anchor']) => {
    const middle = x + dx + (anchor === 'start' ? width / 2 : anchor === 'end' ? -width / 2 : 0);
    return { place: { x: x + dx, y: y + dy, anchor }, box: around(middle, y + dy, width, HEIGHT) };
  };
  return [
    place(GAP, 0, 'start'),
    place(-GAP, 0, 'end'),
    place(0, -HEIGHT, 'middle'),
    place(0, HEIGHT, 'middle'),
    place(GAP, -HEIGHT * 0.8, 'start'),
    place(GAP, HEIGHT * 0.8, 'start'),
    place(-GAP, -HEIGHT * 0.8, 'end'),
    place(-GAP, HEIGHT * 0.8, 'end'),
    place(half, -HEIGHT * 1.6, 'middle'),
    place(-half, HEIGHT * 1.6, 'middle'),
  ];
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function isInside(box: Box, bounds: Box): boolean {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
