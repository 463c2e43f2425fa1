import { Check, CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Seal } from "@/components/ui/seal.tsx";
import styles from "./outcome.module.css";
import { Spinner } from "@/components/ui/spinner.tsx";

const seals = {
  done: { look: "done", sign: <Check /> },
  asked: { look: "waiting", sign: <Clock /> },
  confirming: { look: "waiting", sign: <Spinner /> },
  notMoved: { look: "plain", sign: <CircleAlert /> },
} as const;

/** An outcome: icon, heading, explanation and next steps. */
export function Outcome({
  kind,
  title,
  body,
  children,
}: {
  kind: keyof typeof seals;
  title: string;
  body: string;
  children: ReactNode;
}) {
  const { look, sign } = seals[kind];
  return (
    <div className={styles.column}>
      <div className={styles.head} aria-live="polite">
        <Seal look={look}>{sign}</Seal>
        <h1 tabIndex={-1} data-step="result">
          {title}
        </h1>
        <p>{body}</p>
      </div>
      {children}
    </div>
  );
}
