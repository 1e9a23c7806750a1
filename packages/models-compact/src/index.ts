export { type CompactColorizer, type CompactOptions, compact, PREVIEW_NOTICE } from './compact.ts';
