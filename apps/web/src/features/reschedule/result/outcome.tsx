import { Check, CircleAlert, Clock, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Seal } from "@/components/ui/seal.tsx";
import styles from "./outcome.module.css";

const seals = {
  done: { look: "done", sign: <Check className="i" /> },
  asked: { look: "waiting", sign: <Clock className="i" /> },
  confirming: { look: "waiting", sign: <LoaderCircle className="i spin" /> },
  notMoved: { look: "plain", sign: <CircleAlert className="i" /> },
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
