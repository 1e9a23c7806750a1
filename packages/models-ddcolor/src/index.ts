export { type DdcolorColorizer, type DdcolorModel, type DdcolorOptions, ddcolor } from './ddcolor.ts';
export { type DdcolorNetwork, ddcolorNetwork } from './ddcolor-network.ts';
