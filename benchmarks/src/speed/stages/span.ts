import { processorTime } from '../../machine/process-tree.ts';
import type { SpeedStage, StageTime } from '../../results/speed-results.ts';
import { median } from '../../statistics/median.ts';

/** What some work took. */
export interface Elapsed {
  /** By the clock. */
  readonly seconds: number;
  /** On processors, of this process and all below it; undefined where it can't be told. */
  readonly cpuSeconds: number | undefined;
}

/** What some frames took. */
export interface Span extends Elapsed {
  readonly frames: number;
}

/** Starts a clock; called, it says what has passed. */
export function startClock(): () => Elapsed {
  const cpuBefore = processorTime(process.pid);
  const startedAt = performance.now();
  return () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuAfter = processorTime(process.pid);
    const isKnown = cpuBefore !== undefined && cpuAfter !== undefined;
    return { seconds, cpuSeconds: isKnown ? Math.max(0, cpuAfter - cpuBefore) : undefined };
  };
}

/** What is left of a span without a part of it. Noise may make it less than nothing, which it can't be. */
export function without(all: Span, part: Elapsed): Span {
  const isKnown = all.cpuSeconds !== undefined && part.cpuSeconds !== undefined;
  return {
    seconds: Math.max(0, all.seconds - part.seconds),
    cpuSeconds: isKnown ? Math.max(0, all.cpuSeconds! - part.cpuSeconds!) : undefined,
    frames: all.frames,
  };
}

/** The medians of some spans, by frame. */
export function stageTime(stage: SpeedStage, spans: readonly Span[]): StageTime {
  const cpu = spans.flatMap(({ cpuSeconds, frames }) => (cpuSeconds === undefined ? [] : [cpuSeconds / frames]));
  return {
    stage,
    secondsPerFrame: median(spans.map(({ seconds, frames }) => seconds / frames)),
    ...(cpu.length === spans.length && { cpuSecondsPerFrame: median(cpu) }),
  };
}
