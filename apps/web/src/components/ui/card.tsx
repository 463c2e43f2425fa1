import type { ComponentProps } from "react";
import styles from "./card.module.css";

/** A white box with a hairline around it. */
export function Card({
  isPadded = false,
  className,
  ...rest
}: ComponentProps<"section"> & { isPadded?: boolean }) {
  const look = [styles.card, isPadded && styles.padded, className].filter(Boolean).join(" ");
  return <section className={look} {...rest} />;
}
