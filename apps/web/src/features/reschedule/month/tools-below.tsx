import type { ReactNode } from "react";
import styles from "./picker-bar.module.css";

/** The tools below the times, on phones: nothing may push the first time down. */
export function ToolsBelow({ children }: { children: ReactNode }) {
  return <div className={styles.below}>{children}</div>;
}
