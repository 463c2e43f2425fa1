type Listener = () => void;

/** A short message, what follows from it, and what can be done about it for ten seconds. */
export interface Toast {
  text: string;
  body?: string;
  action?: { label: string; onAction: () => void };
  /** Something did not work. */
  isProblem?: boolean;
}

let toasts: readonly Toast[] = [];
let taken = 0;
const listeners = new Set<Listener>();

/** Shows a short message for a moment; costs nothing until the first one. */
export function showToast(toast: Toast | string): void {
  toasts = [...toasts, typeof toast === "string" ? { text: toast } : toast];
  for (const listener of listeners) listener();
}

/** Every message since the page was opened, for `useSyncExternalStore`. */
export function readToasts(): readonly Toast[] {
  return toasts;
}

/** Those of all messages that were not shown yet; the next call has them no more. */
export function takeToasts(all: readonly Toast[]): readonly Toast[] {
  const fresh = all.slice(taken);
  taken = all.length;
  return fresh;
}

/** Calls `listener` after every new message. Returns the function that unsubscribes it. */
export function onToast(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
