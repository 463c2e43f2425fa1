import { CalendarClock, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

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
  children,
}: {
  tone?: keyof typeof icons;
  title: string;
  action?: ReactNode;
  role?: "status" | "alert" | "group";
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={tone === "neutral" ? "banner" : `banner banner-${tone}`} role={role}>
      <Icon className="i" />
      <div className="b-body">
        <strong>{title}</strong>
        {children}
      </div>
      {action && <div className="b-act">{action}</div>}
    </div>
  );
}
