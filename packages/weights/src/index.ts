export { findWeights } from './catalogue/find-entry.ts';
export { ensureLicense, isLicenseTaken, LICENSE_POLICIES, type LicensePolicy } from './catalogue/license-policy.ts';
export { OFFICIAL_WEIGHTS } from './catalogue/official-weights.ts';
export type { CommercialUse, WeightEntry, WeightForm, WeightNetwork } from './catalogue/weight-entry.ts';
export type { Checkpoint, CheckpointTensor, ElementType } from './checkpoint/checkpoint.ts';
export type { ElementArray } from './checkpoint/element-type.ts';
export { type OpenCheckpointOptions, openCheckpoint } from './checkpoint/open-checkpoint.ts';
export type { RefusalReason } from './checkpoint/refusal.ts';
export { type CheckpointGraphOptions, checkpointGraph } from './graphs/checkpoint-graph.ts';
export {
  type CheckpointModelOptions,
  type CheckpointSession,
  checkpointSession,
  ensureModelOptions,
  ensureWholeOption,
  type PlacedModel,
} from './graphs/checkpoint-session.ts';
export type { WeightValidator, WeightValidatorOptions } from './store/admit-file.ts';
export type { ImportOptions } from './store/import-weights.ts';
export type { StoredWeights, WeightState } from './store/inspect-weights.ts';
export type { ModelRecord, VerifiedAgainst } from './store/model-record.ts';
export {
  type ModelStore,
  type ModelStoreOptions,
  openModelStore,
  type StoreTiming,
  type StoreWorkOptions,
} from './store/model-store.ts';
export { type Environment, modelsHome } from './store/models-home.ts';
export type {
  AddressFailed,
  BytesDone,
  LockWait,
  StoreEvent,
  StoreListener,
  TransferRetry,
  TransferStart,
} from './store/store-event.ts';
export type { Verification } from './store/verify-weights.ts';
