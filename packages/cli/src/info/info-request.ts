/** How `info` tells. */
export interface InfoRequest {
  readonly json: boolean;
  readonly countFrames: boolean;
  readonly signal: AbortSignal;
}
