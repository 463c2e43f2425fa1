import { onTestFinished } from "vitest";

/** What live regions say from now on, each time that it changes; only those that are drawn speak. */
export function listen(pattern: RegExp): readonly string[] {
  const said: string[] = [];
  const last = new Map<Element, string>();
  const observer = new MutationObserver(() => {
    for (const region of document.querySelectorAll("[aria-live=polite], [role=status], output")) {
      const text = region.getClientRects().length > 0 ? (region.textContent ?? "") : "";
      if (text !== last.get(region) && pattern.test(text)) said.push(text);
      last.set(region, text);
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  onTestFinished(() => observer.disconnect());
  return said;
}
