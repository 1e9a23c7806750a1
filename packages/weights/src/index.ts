export type { Checkpoint, CheckpointTensor, ElementType } from './checkpoint/checkpoint.ts';
