import { type RefObject, useLayoutEffect, useRef } from "react";

/** The browser's own dialog, open from its first frame: it keeps the focus, and returns it when it closes. */
export function useModal(): { dialog: RefObject<HTMLDialogElement | null>; close: () => void } {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return { dialog, close: () => dialog.current?.close() };
}
