import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

interface Focused {
  readonly element: HTMLElement;
  readonly bookingUlid: string;
}

/**
 * Keeps the focus with a meeting whose row was rendered elsewhere or without the button that had it, as after a move to
 * another day. Without the row, the focus goes to the heading of the page. Nothing scrolls.
 */
export function useRowFocus(list: RefObject<HTMLElement | null>): void {
  const last = useRef<Focused>(null);
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest("dialog")) return;
      const bookingUlid = target.closest<HTMLElement>("[data-booking]")?.dataset["booking"];
      last.current = bookingUlid === undefined ? null : { element: target, bookingUlid };
    };
    document.addEventListener("focusin", onFocusIn);
    return () => document.removeEventListener("focusin", onFocusIn);
  }, []);
  useLayoutEffect(() => {
    if (!last.current || document.activeElement !== document.body) return;
    const { element, bookingUlid } = last.current;
    if (element.isConnected) return;
    const row = list.current?.querySelector(`[data-booking="${bookingUlid}"]`);
    const same = element.matches("[data-move]") ? row?.querySelector("[data-move]") : null;
    const target = same ?? row?.querySelector("a") ?? document.querySelector("h1");
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  });
}
