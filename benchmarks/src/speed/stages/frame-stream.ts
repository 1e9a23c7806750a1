import type { Frame } from '@havc/core';

/** Frames that are there already, as a stream. */
export async function* streamOf(frames: readonly Frame[]): AsyncGenerator<Frame> {
  yield* frames;
}

/** All frames of a stream. */
export async function framesOf(stream: AsyncIterable<Frame>): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of stream) frames.push(frame);
  return frames;
}
