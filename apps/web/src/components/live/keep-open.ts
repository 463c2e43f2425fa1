import { systemClock } from "@reslot/cal/time";

/** One of a stream's events; `id` is where to resume after it, and missing where it is our own. */
export interface StreamEvent<T> {
  readonly id?: string;
  readonly data: T;
}

/** What a stream tells the tab that opened it. */
export interface Connection<T> {
  /** The last event that was heard; undefined: none was. */
  readonly lastEventId: string | undefined;
  readonly onEvent: (event: StreamEvent<T>) => void;
  /** Whether it is connected; it reconnects by itself. */
  readonly onState: (isOpen: boolean) => void;
  /** It has ended, and does not reconnect. */
  readonly onFailure: () => void;
}

/** Opens a stream; the result closes it. */
export type OpenStream<T> = (connection: Connection<T>) => () => void;

/** What a tab has heard, from its own stream or another tab's. */
export interface Heard {
  lastEventId: string | undefined;
  /** Until when nothing was missed, in epoch milliseconds. */
  completeUntil: number;
}

const retryMs = 10_000;
/** Less than the ten seconds that the server repeats where no event's id is named. */
const repeatedMs = 5_000;

/**
 * Keeps a stream open until `signal` is aborted: reopens it some time after an error, after the last event that was
 * heard. Tells a gap where no event was heard after which to resume, and some may have been missed.
 */
export function keepOpen<T>(
  { open, tell, gap, heard }: { open: OpenStream<T>; tell: Tell<T>; gap: T; heard: Heard },
  signal: AbortSignal,
): void {
  let close = () => {};
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  function onState(isOpen: boolean) {
    const now = systemClock.now();
    const isLate = heard.lastEventId === undefined && now - heard.completeUntil > repeatedMs;
    if (isOpen && !wasOpen && isLate) tell({ data: gap });
    if (isOpen || wasOpen) heard.completeUntil = now;
    wasOpen = isOpen;
  }

  function connect() {
    close = open({
      lastEventId: heard.lastEventId,
      onEvent: tell,
      onState,
      onFailure() {
        if (signal.aborted) return; // a stream that we close ends too
        onState(false);
        retry = setTimeout(connect, retryMs);
      },
    });
  }

  connect();
  signal.addEventListener("abort", () => {
    clearTimeout(retry);
    onState(false);
    close();
  });
}

type Tell<T> = (event: StreamEvent<T>) => void;
