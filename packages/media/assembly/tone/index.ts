export { toneRow8, toneRow16 } from './tone-row';
