/** Whether a page can be seen, and when that changes. */
export interface Visibility {
  isVisible(): boolean;
  /** @returns stops calling `onChange` */
  subscribe(onChange: () => void): () => void;
}

/** Of the page that asks. */
export const pageVisibility: Visibility = {
  isVisible: () => document.visibilityState === "visible",
  subscribe(onChange) {
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  },
};
