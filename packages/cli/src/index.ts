export { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
export type {
  DecisionMade,
  DecisionSubject,
  FrameDone,
  ImageDone,
  ImageFailed,
  RunEnd,
  RunEvent,
  RunFailed,
  RunStart,
} from './progress/run-event.ts';
export { type RunOptions, run } from './run.ts';
export type { InputStream, OutputStream, Streams } from './streams.ts';
