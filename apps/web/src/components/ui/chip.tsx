import type { ReactNode } from "react";

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
    <span className={tone === "neutral" ? "chip" : `chip chip-${tone}`}>
      {icon}
      {children}
    </span>
  );
}
