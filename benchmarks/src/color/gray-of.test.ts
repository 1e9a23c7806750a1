import { createRgbImage } from '@havc/core';
import { expect, it } from 'vitest';
import { grayOf } from './gray-of.ts';

it('replaces each pixel by its luma, 0.299 R + 0.587 G + 0.114 B rounded', () => {
  const image = createRgbImage(2, 2, Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]));
  expect([...grayOf(image).data]).toEqual([76, 76, 76, 150, 150, 150, 29, 29, 29, 9, 9, 9]);
});
