"use client";

import { CalendarDays } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MonthProps } from "./month-calendar.tsx";
import styles from "./picker-bar.module.css";

const MonthSheet = dynamic(async () => (await import("./month-sheet.tsx")).MonthSheet, {
  ssr: false,
});

/** On phones the month is behind a button, and its code is loaded by it. */
export function OpenMonth({
  onShown,
  ...month
}: Omit<MonthProps, "action"> & { onShown: (isShown: boolean) => void }) {
  const t = useMessages("pick");
  const [isOpen, setIsOpen] = useState(false);
  const show = (isShown: boolean) => {
    setIsOpen(isShown);
    onShown(isShown);
  };
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        className={styles.month}
        aria-haspopup="dialog"
        onClick={() => show(true)}
      >
        <CalendarDays />
        {t("month.open")}
      </Button>
      {isOpen && <MonthSheet {...month} onClose={() => show(false)} />}
    </>
  );
}
