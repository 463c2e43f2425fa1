"use client";

import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { Button } from "./button.tsx";
import styles from "./alert-dialog.module.css";

/**
 * A question before something that cannot be taken back. The browser's own dialog: it keeps the focus, ends with
 * Escape, and returns the focus to what opened it. The way out comes first, and so has the focus.
 */
export function AlertDialog({
  title,
  stay,
  act,
  onClose,
  onAct,
  children,
}: {
  title: string;
  /** The label of the way out. */
  stay: string;
  /** The label of the act. */
  act: string;
  onClose: () => void;
  onAct: () => void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still in the page: only then the focus returns.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles["dialog"]}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      onCancel={onClose}
    >
      <div className={styles["content"]}>
        <h2 id={`${id}-title`}>{title}</h2>
        <div id={`${id}-body`} className={styles["content"]}>
          {children}
        </div>
        <div className={styles["actions"]}>
          <Button onClick={onClose}>{stay}</Button>
          <Button variant="danger" onClick={onAct}>
            {act}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
