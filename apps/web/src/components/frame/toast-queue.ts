type Listener = () => void;

let texts: readonly string[] = [];
const listeners = new Set<Listener>();

/** Shows a line for a moment: an echo of what the page says too. Costs nothing until the first one. */
export function showToast(text: string): void {
  texts = [...texts, text];
  for (const listener of listeners) listener();
}

/** Everything that was to be shown since the page was opened; for `useSyncExternalStore`. */
export function readToasts(): readonly string[] {
  return texts;
}

/** Calls back after every new one, until the answer is called. */
export function onToast(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
