"use client";

import { useEffect } from "react";

const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";

/**
 * Keeps the focus where it was lost, when the element that had it is removed, such as a button that is gone once it was
 * pressed: on the first element that can have it in what is left around it, else on the page's heading. Nothing scrolls.
 */
export function KeepFocus(): null {
  useEffect(() => {
    /** What had the focus last, and what is around it, from the inside out. */
    let path: readonly Element[] = [];
    const onFocusIn = ({ target }: FocusEvent) => {
      path = target instanceof Element ? upTo(target) : [];
    };
    // A click on nothing takes the focus from an element that is still there.
    const onPointerUp = () => {
      if (document.activeElement === document.body && path[0]?.isConnected) path = [];
    };
    const isLost = () => path[0]?.isConnected === false && document.activeElement === document.body;
    const keep = () => {
      if (!isLost()) return;
      const isKept = path.some(
        (place) => place.isConnected && [...place.querySelectorAll(focusable)].some(takesFocus),
      );
      if (!isKept) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    };
    // A popover gives the focus back in the next frame.
    const observer = new MutationObserver(() => {
      if (isLost()) requestAnimationFrame(keep);
    });
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("pointerup", onPointerUp);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("pointerup", onPointerUp);
      observer.disconnect();
    };
  }, []);
  return null;
}

/** An element, and what is around it within its part of the page. */
function upTo(element: Element): Element[] {
  const places = [element];
  const part = element.closest("main, header, dialog");
  for (let place = element; place !== part;) {
    if (!place.parentElement) return [element];
    place = place.parentElement;
    places.push(place);
  }
  return places;
}

/** A hidden, disabled or inert element does not. */
function takesFocus(element: Element): boolean {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  return document.activeElement === element;
}
