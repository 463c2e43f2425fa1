"use client";

import { X } from "lucide-react";
import { useModal } from "@/components/ui/use-modal.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { MonthCalendar, type MonthProps } from "./month-calendar.tsx";
import styles from "./month-sheet.module.css";
import { IconButton } from "@/components/ui/icon-button.tsx";

/** The month as a sheet from the bottom; choosing a day closes it, and so does Escape. */
export function MonthSheet({
  onClose,
  onSelectDay,
  ...month
}: Omit<MonthProps, "action"> & { onClose: () => void }) {
  const t = useMessages("pick");
  const { dialog, close, onClosed } = useModal(onClose);
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={t("month.label")}
      onClose={onClosed}
      closedby="any"
    >
      <MonthCalendar
        {...month}
        onSelectDay={(day) => {
          close();
          onSelectDay(day);
        }}
        action={
          <IconButton aria-label={t("month.close")} onClick={close}>
            <X />
          </IconButton>
        }
      />
    </dialog>
  );
}
