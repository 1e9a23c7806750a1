/** What the options of `havc colorize` say of a full model; what is absent is the model's own default. */
export interface ModelSettings {
  /** Side of the square that the network sees, in units of 16 pixels. */
  readonly renderFactor?: number;
  readonly precision?: 'fp32' | 'fp16';
  /** Share of DeOldify's video model in the colours of its stable and artistic ones, 0..1. */
  readonly videoBlend?: number;
}
