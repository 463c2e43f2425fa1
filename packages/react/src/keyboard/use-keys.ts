import { useEffect } from "react";

type Key = "/" | "?" | "g" | "j" | "k" | "m" | "t" | "w" | "z";

const actions = new Map<string, () => void>();

/** What single keys do while this component is on the page; `Keyboard` listens to them. */
export function useKeys(keys: Readonly<Partial<Record<Key, () => void>>>): void {
  useEffect(() => {
    const own = Object.entries(keys);
    for (const [key, act] of own) actions.set(key, act);
    return () => {
      for (const [key, act] of own) if (actions.get(key) === act) actions.delete(key);
    };
  });
}

/** What a key does on the page as it is. */
export function actionOf(key: string): (() => void) | undefined {
  return actions.get(key);
}
