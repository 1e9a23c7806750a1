export { isFullModel, type ModelName, MODELS } from './models/model-names.ts';
