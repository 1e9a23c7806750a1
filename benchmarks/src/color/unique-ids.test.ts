import { expect, it } from 'vitest';
import { uniqueIds } from './unique-ids.ts';

it('keeps ids apart, from each other and from reserved ones', () => {
  const methods = ['a', 'gray', 'a', 'a-2', 'b'].map((id) => ({ id, of: id }));
  expect(uniqueIds(methods, ['gray', 'b']).map(({ id }) => id)).toEqual(['a', 'gray-2', 'a-2', 'a-2-2', 'b-2']);
  expect(uniqueIds(methods, [])[1]).toBe(methods[1]);
});
