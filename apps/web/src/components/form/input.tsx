import type { ComponentProps } from "react";
import styles from "./input.module.css";

/** A line of text. */
export function Input({ className = "", ...rest }: ComponentProps<"input">) {
  return <input className={`${styles.input} ${className}`} {...rest} />;
}

/** Several lines of text. */
export function TextArea(props: ComponentProps<"textarea">) {
  return <textarea className={styles.input} {...props} />;
}
