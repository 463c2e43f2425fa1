import type { ReactNode } from "react";
import styles from "./field-error.module.css";

/** Why an input or an act was refused, announced at once. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className={styles.error} id={id} role="alert">
      {children}
    </p>
  );
}
