"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { MonthCalendar, type MonthProps } from "./month-calendar.tsx";
import styles from "./month-sheet.module.css";

/** The month as a sheet from the bottom; choosing a day closes it, and so does Escape. */
export function MonthSheet({
  onClose,
  onSelectDay,
  ...month
}: Omit<MonthProps, "action"> & { onClose: () => void }) {
  const t = useMessages("pick");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={t("month.label")}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <MonthCalendar
        {...month}
        onSelectDay={(day) => {
          close();
          onSelectDay(day);
        }}
        action={
          <button type="button" className="iconbtn" aria-label={t("month.close")} onClick={close}>
            <X className="i" />
          </button>
        }
      />
    </dialog>
  );
}
