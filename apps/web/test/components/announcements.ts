const regions = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], output";

/**
 * What screen readers announce from now on, in order. A region announces what changes in it; one that is inserted
 * together with its text only as an alert, which is why other regions have to be on the page before.
 */
export function hearAnnouncements(): string[] {
  const heard: string[] = [];
  const said = new Map<Element, string>();
  for (const region of document.querySelectorAll(regions)) said.set(region, wordsOf(region));
  const observer = new MutationObserver(() => {
    for (const region of document.querySelectorAll(regions)) {
      const before = said.get(region);
      const now = wordsOf(region);
      said.set(region, now);
      const isHeard = before === undefined ? region.matches("[role=alert]") : before !== now;
      if (isHeard && now !== "") heard.push(now);
    }
  });
  observer.observe(document.body, {
    childList: true,
    characterData: true,
    attributes: true,
    subtree: true,
  });
  return heard;
}

/** Without what sits in a region of its own. */
function wordsOf(region: Element): string {
  const copy = region.cloneNode(true);
  if (!(copy instanceof Element)) return "";
  for (const other of copy.querySelectorAll(`${regions}, [aria-hidden=true]`)) other.remove();
  return copy.textContent.replaceAll(/[\u2066-\u2069]/g, "").trim();
}

/** Makes the page read everything again, as it does when its window is seen again. */
export function readAgain(): void {
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}
