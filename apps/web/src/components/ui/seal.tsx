import type { ReactNode } from "react";
import styles from "./seal.module.css";

/** The icon above a page that reports an outcome. */
export function Seal({
  look = "done",
  children,
}: {
  look?: "done" | "waiting" | "plain";
  children: ReactNode;
}) {
  return (
    <span className={styles[look]} aria-hidden="true">
      {children}
    </span>
  );
}
