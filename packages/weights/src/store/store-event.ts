/** A file begins to come in, from a server or from another folder. */
export interface TransferStart {
  readonly event: 'transfer-start';
  readonly id: string;
  /** Where it comes from: an address without secrets, or a path. */
  readonly from: string;
  /** Bytes that an earlier try has left behind, and that need not come again. */
  readonly bytes: number;
  /** Its length; null where that isn't known before the end. */
  readonly totalBytes: number | null;
}

/** More of a file has come in, or has been checked. */
export interface BytesDone {
  readonly event: 'bytes-done';
  readonly id: string;
  /** What is done with them. */
  readonly work: 'transfer' | 'check';
  readonly bytes: number;
  readonly totalBytes: number | null;
}

/** A transfer was cut short and goes on in a moment. */
export interface TransferRetry {
  readonly event: 'transfer-retry';
  readonly id: string;
  /** Why, a sentence for people. */
  readonly message: string;
  readonly waitMs: number;
}

/** An address gave nothing, and the next one is tried. */
export interface AddressFailed {
  readonly event: 'address-failed';
  readonly id: string;
  readonly message: string;
}

/** Another process is at work on the same file; its result is waited for. */
export interface LockWait {
  readonly event: 'lock-wait';
  readonly id: string;
}

/** How a store tells of its work. */
export type StoreEvent = TransferStart | BytesDone | TransferRetry | AddressFailed | LockWait;

/** Told of the work; must not throw. */
export type StoreListener = (event: StoreEvent) => void;
