import type { ReactNode } from "react";
import { Actions } from "./actions.tsx";
import styles from "./notice-page.module.css";
import { Seal } from "./seal.tsx";

/** A page with a single message. */
export function NoticePage({
  icon,
  look = "plain",
  title,
  body,
  actions,
  footnote,
}: {
  icon: ReactNode;
  look?: "waiting" | "plain";
  title: string;
  body: string;
  actions: ReactNode;
  footnote?: string | undefined;
}) {
  return (
    <main className={styles.page} id="main">
      <div className={styles.message}>
        <Seal look={look}>{icon}</Seal>
        <h1 tabIndex={-1}>{title}</h1>
        <p>{body}</p>
        <div className={styles.actions}>
          <Actions>{actions}</Actions>
        </div>
        {footnote && <p className={styles.code}>{footnote}</p>}
      </div>
    </main>
  );
}
