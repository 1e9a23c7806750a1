export { type DeoldifyColorizer, type DeoldifyModel, type DeoldifyOptions, deoldify } from './deoldify.ts';
export { type DeoldifyNetwork, deoldifyNetwork } from './deoldify-network.ts';
