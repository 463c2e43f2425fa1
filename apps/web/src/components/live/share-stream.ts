import { systemClock } from "@reslot/cal/time";
import { type Heard, keepOpen, type OpenStream, type StreamEvent } from "./keep-open.ts";
import { pageVisibility, type Visibility } from "./page-visibility.ts";

interface SharedStream<T> {
  /** Tabs that give the same name share a stream, so it names the person. */
  readonly name: string;
  readonly open: OpenStream<T>;
  readonly onEvent: (data: T) => void;
  /** What `onEvent` is told when events may have been missed. */
  readonly gap: T;
  readonly visibility?: Visibility;
  /** null where the browser has none, as over plain HTTP to another machine. */
  readonly locks?: LockManager | null;
}

/**
 * One stream for all tabs of a browser, which opens few connections per host: the tab that holds a lock opens it and
 * tells the others. A hidden tab gives the lock away, hears nothing, and is told of a gap when it is seen again.
 * Without locks each visible tab has a stream of its own.
 *
 * @returns stops listening, and leaves the stream to other tabs
 */
export function shareStream<T>({
  name,
  open,
  onEvent,
  gap,
  visibility = pageVisibility,
  locks = "locks" in navigator ? navigator.locks : null,
}: SharedStream<T>): () => void {
  const heard: Heard = { lastEventId: undefined, completeUntil: systemClock.now() };
  const channel = locks && new BroadcastChannel(name);
  let turn: AbortController | null = null;

  function hear({ id, data }: StreamEvent<T>) {
    heard.lastEventId = id ?? heard.lastEventId;
    if (turn) onEvent(data);
  }
  function tellAll(event: StreamEvent<T>) {
    // A channel has no target origin: it reaches this origin alone.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    channel?.postMessage(event);
    hear(event);
  }
  function takeTurn() {
    turn = new AbortController();
    const { signal } = turn;
    const stream = { open, gap, heard };
    void withLock({ locks, name, signal }, (isShared) =>
      keepOpen({ ...stream, tell: isShared ? tellAll : hear }, signal),
    );
  }
  function leaveTurn() {
    turn?.abort();
    turn = null;
  }
  function onVisibility() {
    if (!visibility.isVisible()) return leaveTurn();
    if (turn) return;
    takeTurn();
    heard.completeUntil = systemClock.now();
    onEvent(gap);
  }

  channel?.addEventListener("message", ({ data }: MessageEvent<StreamEvent<T>>) => hear(data));
  if (visibility.isVisible()) takeTurn();
  const unsubscribe = visibility.subscribe(onVisibility);
  return () => {
    unsubscribe();
    leaveTurn();
    channel?.close();
  };
}

interface Lock {
  readonly locks: LockManager | null;
  readonly name: string;
  readonly signal: AbortSignal;
}

/** Calls `onTurn` when this tab has the lock, which it keeps until `signal` is aborted; at once where it gets none. */
async function withLock(
  { locks, name, signal }: Lock,
  onTurn: (isShared: boolean) => void,
): Promise<void> {
  if (!locks) return onTurn(false);
  const whileHeld = () =>
    new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve());
      onTurn(true);
    });
  try {
    await locks.request(name, { signal }, whileHeld);
  } catch {
    // Aborted while it waited, or refused, as in some private windows.
    if (!signal.aborted) onTurn(false);
  }
}
