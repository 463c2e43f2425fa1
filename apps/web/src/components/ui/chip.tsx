import type { ReactNode } from "react";
import styles from "./chip.module.css";

/** A fact or a state; not interactive. States have an icon in front. */
export function Chip({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: "neutral" | "accent" | "warn" | "danger" | "plain";
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={tone === "neutral" ? styles.chip : `${styles.chip} ${styles[tone]}`}>
      {icon}
      {children}
    </span>
  );
}
