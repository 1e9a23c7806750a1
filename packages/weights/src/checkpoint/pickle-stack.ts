import type { PickleValue } from './pickle-value.ts';

/** The stack of a pickle machine with its marks. Nothing is taken from below the last mark. */
export class PickleStack {
  readonly #items: PickleValue[] = [];
  /** How many items were there when each mark was set. */
  readonly #marks: number[] = [];
  readonly #fail: (problem: string) => Error;

  /** @param fail - makes the error for a pickle that takes what isn't there. */
  constructor(fail: (problem: string) => Error) {
    this.#fail = fail;
  }

  /** How many items lie in it. */
  get size(): number {
    return this.#items.length;
  }

  push(value: PickleValue): void {
    this.#items.push(value);
  }

  /** The last item, which stays. */
  top(): PickleValue {
    if (this.#items.length <= this.#floor()) throw this.#fail('takes more than there is');
    return this.#items.at(-1)!;
  }

  /** Takes the last item. */
  pop(): PickleValue {
    const value = this.top();
    this.#items.pop();
    return value;
  }

  /** Takes the last items, the earliest first. */
  popMany(count: number): PickleValue[] {
    const start = this.#items.length - count;
    if (start < this.#floor()) throw this.#fail('takes more than there is');
    return this.#items.splice(start);
  }

  mark(): void {
    this.#marks.push(this.#items.length);
  }

  /** Takes the last mark and the items above it. */
  popMark(): PickleValue[] {
    const start = this.#marks.pop();
    if (start === undefined) throw this.#fail('ends a group that never began');
    return this.#items.splice(start);
  }

  /** Takes what was put last, a mark or an item. */
  drop(): void {
    if (this.#marks.at(-1) === this.#items.length) this.#marks.pop();
    else this.pop();
  }

  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }
}
