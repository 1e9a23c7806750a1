import type { StoreEvent } from '@havc/weights';
import type { SingleBar } from 'cli-progress';
import { formatBytes, formatDuration, onOneLine } from '../progress/format.ts';
import { percentage } from '../progress/sentence.ts';
import { createSpeedMeter, type SpeedMeter } from '../progress/speed-meter.ts';
import type { OutputStream } from '../streams.ts';

/** How often a log gets a line; a short transfer needs none. */
const INTERVAL_MS = 5000;

/** Tells a person how files come in. */
export interface TransferReporter {
  tell(event: StoreEvent): void;
  /** Writes a line of its own. */
  say(sentence: string): void;
  /** Leaves the terminal as it was. Safe to call twice. */
  close(): void;
}

/** A reporter that draws a bar on a terminal, writes a line every five seconds elsewhere, and nothing when quiet. */
export async function createTransferReporter(
  stream: OutputStream,
  options: { readonly quiet: boolean; readonly now?: () => number },
): Promise<TransferReporter> {
  const { quiet, now = Date.now } = options;
  if (quiet) return { tell() {}, say() {}, close() {} };
  const draw = stream.isTTY ? await barDrawer(stream) : lineDrawer(stream, now);
  let meter: SpeedMeter | undefined;
  let work: string | undefined;
  const say = (sentence: string) => {
    draw.close();
    stream.write(`${onOneLine(sentence)}\n`);
  };
  return {
    tell(event) {
      const sentence = sentenceOf(event);
      if (sentence !== undefined) say(sentence);
      if (event.event === 'transfer-start') meter = undefined;
      if (event.event !== 'bytes-done') return;
      if (work !== event.work || meter === undefined) meter = createSpeedMeter(now);
      work = event.work;
      meter.count(event.bytes);
      draw.progress(event.bytes, event.totalBytes, progressSentence(event, meter));
    },
    say,
    close: () => draw.close(),
  };
}

type BytesDone = Extract<StoreEvent, { event: 'bytes-done' }>;

/** The line that tells how far a transfer is: `412 MB of 874 MB (47%), 12 MB/s, 0:38 left, deoldify-video`. */
function progressSentence({ id, work, bytes, totalBytes }: BytesDone, meter: SpeedMeter): string {
  const speed = meter.perSecond();
  const left = meter.secondsLeft(totalBytes);
  const parts = [
    totalBytes === null
      ? formatBytes(bytes)
      : `${formatBytes(bytes)} of ${formatBytes(totalBytes)} (${percentage(bytes, totalBytes)}%)`,
    ...(speed === null ? [] : [`${formatBytes(speed)}/s`]),
    ...(left === null ? [] : [`${formatDuration(left)} left`]),
    work === 'check' ? `checking ${id}` : id,
  ];
  return parts.join(', ');
}

function sentenceOf(event: StoreEvent): string | undefined {
  switch (event.event) {
    case 'transfer-start':
      return event.bytes === 0
        ? `From ${event.from}${event.totalBytes === null ? '' : ` (${formatBytes(event.totalBytes)})`}.`
        : `From ${event.from}, going on at ${formatBytes(event.bytes)}.`;
    case 'transfer-retry':
      return `${event.message} Trying again${event.waitMs < 1000 ? '' : ` in ${Math.round(event.waitMs / 1000)} s`}.`;
    case 'address-failed':
      return event.message;
    case 'lock-wait':
      return `Another process is at work on ${event.id}: waiting for it.`;
    default:
      return undefined;
  }
}

interface Drawer {
  progress(bytes: number, totalBytes: number | null, sentence: string): void;
  close(): void;
}

function lineDrawer(stream: OutputStream, now: () => number): Drawer {
  let lastAt: number | undefined;
  return {
    progress(_bytes, _totalBytes, sentence) {
      lastAt ??= now();
      if (now() - lastAt < INTERVAL_MS) return;
      lastAt = now();
      stream.write(`${sentence}\n`);
    },
    close() {},
  };
}

async function barDrawer(stream: OutputStream): Promise<Drawer> {
  const cliProgress = await import('cli-progress');
  const width = Math.max(5, Math.min(40, Math.floor((stream.columns ?? 80) / 4)));
  let bar: SingleBar | undefined;
  return {
    progress(bytes, totalBytes, sentence) {
      bar ??= startBar();
      // Without a total there is nothing to fill: the figures stand alone.
      bar.setTotal(totalBytes ?? 0);
      bar.update(bytes, { sentence });
    },
    close() {
      bar?.stop();
      bar = undefined;
    },
  };

  function startBar(): SingleBar {
    const started = new cliProgress.default.SingleBar({
      stream,
      format: (_options, { total, value }, { sentence }: { readonly sentence: string }) => {
        if (total === 0) return sentence;
        const filled = Math.round((width * percentage(value, total)) / 100);
        return `[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${sentence}`;
      },
      fps: 10,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
      // Signals are ours to handle: what runs must be stopped first, and the bar is closed then.
      gracefulExit: false,
    });
    started.start(0, 0, { sentence: '' });
    return started;
  }
}
