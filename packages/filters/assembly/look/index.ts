export { curves } from './curves';
export { tetrahedral } from './tetrahedral';
export { trilinear } from './trilinear';
