export { eccv16Network } from './eccv16-network.ts';
export type { ColorHints, HintPoint } from './hints.ts';
export { siggraph17Network } from './siggraph17-network.ts';
export { eccv16, type HintedColorizer, siggraph17, type ZhangColorizer, type ZhangOptions } from './zhang.ts';
