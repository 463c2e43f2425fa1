import type { ReactNode } from "react";
import styles from "./actions.module.css";

/** The buttons that end a block; on paper they are left out. */
export function Actions({
  onSmall,
  children,
}: {
  /** On small screens the buttons fill the line: each its own, or together. */
  onSmall?: "wide" | "shared";
  children: ReactNode;
}) {
  return (
    <div className={onSmall ? `${styles.actions} ${styles[onSmall]}` : styles.actions}>
      {children}
    </div>
  );
}
