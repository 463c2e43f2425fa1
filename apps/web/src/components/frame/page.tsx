import type { ReactNode } from "react";
import styles from "./page.module.css";

/** What is below the header; the skip link leads here. */
export function Page({ isNarrow = false, children }: { isNarrow?: boolean; children: ReactNode }) {
  return (
    <main className={isNarrow ? `${styles.page} ${styles.narrow}` : styles.page} id="main">
      {children}
    </main>
  );
}
