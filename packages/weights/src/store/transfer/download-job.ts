import type { WeightEntry } from '../../catalogue/weight-entry.ts';
import type { StoreListener } from '../store-event.ts';
import type { StorePlace } from '../store-place.ts';
import type { HttpClient } from './http-client.ts';

/** What is downloaded, and with what. */
export interface DownloadJob {
  readonly entry: WeightEntry;
  readonly place: StorePlace;
  /** What its hash will be compared with; undefined where none is known. */
  readonly sha256: string | undefined;
  /** The most that a file of unknown length may have. */
  readonly maxBytes: number;
  readonly client: HttpClient;
  readonly signal: AbortSignal | undefined;
  readonly tell: StoreListener;
}

/** How one request for a file has ended. */
export type AttemptResult =
  | {
      readonly kind: 'complete';
      readonly sha256: string;
      readonly bytes: number;
      /** Whether a part of it was there before this request. */
      readonly resumed: boolean;
    }
  | {
      /** The partial file is kept, and another request may go on. */
      readonly kind: 'interrupted';
      readonly message: string;
      readonly cause?: unknown;
      /** How long the server asks to be left alone. */
      readonly waitMs: number | undefined;
    };
