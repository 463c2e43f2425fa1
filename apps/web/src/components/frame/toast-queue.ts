type Listener = () => void;

let texts: readonly string[] = [];
const listeners = new Set<Listener>();

/**
 * Shows a short message for a moment. It only repeats what the page says; costs nothing until the
 * first one.
 */
export function showToast(text: string): void {
  texts = [...texts, text];
  for (const listener of listeners) listener();
}

/** Every message since the page was opened, for `useSyncExternalStore`. */
export function readToasts(): readonly string[] {
  return texts;
}

/** Calls `listener` after every new message. Returns the function that unsubscribes it. */
export function onToast(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
