/** The keys that do something by themselves. */
type SingleKey = "/" | "1" | "2" | "3" | "?" | "c" | "g" | "j" | "k" | "m" | "t" | "w" | "z";

export type KeyActions = Readonly<Partial<Record<SingleKey, () => void>>>;

const actions = new Map<string, () => void>();

/** Gives single keys something to do; of several the last counts. Returns a function that takes it back. */
export function bindKeys(keys: KeyActions): () => void {
  const own = Object.entries(keys);
  for (const [key, act] of own) actions.set(key, act);
  return () => {
    for (const [key, act] of own) if (actions.get(key) === act) actions.delete(key);
  };
}

const fields = "input, select, textarea, [contenteditable]";
const layers = ":modal, [role=menu], [aria-modal=true]";

/**
 * Listens to single keys: outside fields, not in a combination or composition, and not below an open layer. They
 * can be turned off by not listening (WCAG 2.1.4). Returns a function that stops it.
 */
export function listenToKeys(page: Document): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actions.get(event.key);
    if (!act || isModified(event) || isElsewhere(event, page)) return;
    event.preventDefault();
    act();
  };
  page.addEventListener("keydown", onKeyDown);
  return () => page.removeEventListener("keydown", onKeyDown);
}

function isModified(event: KeyboardEvent): boolean {
  const { isComposing, defaultPrevented, ctrlKey, metaKey, altKey } = event;
  return isComposing || defaultPrevented || ctrlKey || metaKey || altKey;
}

/** Whether a key is typed into a field, or meant for a layer above. */
function isElsewhere({ target }: KeyboardEvent, page: Document): boolean {
  if (target instanceof Element && target.closest(fields)) return true;
  return page.querySelector(layers) !== null;
}
