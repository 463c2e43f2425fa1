import { type RefObject, useLayoutEffect, useRef } from "react";

interface Modal {
  dialog: RefObject<HTMLDialogElement | null>;
  close: () => void;
  /** For the dialog's own `onClose`. */
  onClosed: () => void;
}

/**
 * The browser's own dialog, open from its first frame: it keeps the focus, and returns it when it closes. So it does
 * when its component is removed while it is open.
 */
export function useModal(onClose: () => void): Modal {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Only a dialog that is still in the page returns the focus.
    return () => element?.close();
  }, []);
  return {
    dialog,
    close: () => dialog.current?.close(),
    // In strict mode it is open again when the browser reports that it was closed.
    onClosed: () => {
      if (!dialog.current?.open) onClose();
    },
  };
}
