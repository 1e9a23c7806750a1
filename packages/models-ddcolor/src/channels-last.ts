import { transpose, type Value } from '@havc/onnx';

/** [batch, channels, height, width] as [batch, height, width, channels], where linear layers and layer norms work. */
export function channelsLast(x: Value): Value {
  return transpose(x, [0, 2, 3, 1]);
}

/** [batch, height, width, channels] as [batch, channels, height, width], where convolutions work. */
export function channelsFirst(x: Value): Value {
  return transpose(x, [0, 3, 1, 2]);
}
