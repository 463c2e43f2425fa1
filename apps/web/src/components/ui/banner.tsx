import { CalendarClock, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./banner.module.css";

const icons = {
  neutral: Info,
  accent: CalendarClock,
  warn: TriangleAlert,
  danger: CircleAlert,
} as const;

/** A notice: title, explanation, and an action on the right (below on phones). */
export function Banner({
  tone = "neutral",
  title,
  action,
  role = "status",
  isTight = false,
  children,
}: {
  tone?: keyof typeof icons;
  title: string;
  action?: ReactNode;
  /** "note" where it is inside of what announces it. */
  role?: "status" | "alert" | "note";
  /** On small screens in as few lines as it can be: what follows has to stay in view. */
  isTight?: boolean;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div
      className={[styles.banner, tone !== "neutral" && styles[tone], isTight && styles.tight]
        .filter(Boolean)
        .join(" ")}
      role={role}
    >
      <Icon />
      <div className={styles.body}>
        <strong>{title}</strong>
        {isTight ? <div>{children}</div> : children}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
