import type { ReactNode } from "react";
import styles from "./page-title.module.css";

/** The title of a page that one reaches by the navigation, with facts below and an action beside it. */
export function PageTitle({
  title,
  facts,
  action,
}: {
  title: string;
  facts?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.head}>
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {facts && <div className={styles.facts}>{facts}</div>}
      </div>
      {action}
    </div>
  );
}
