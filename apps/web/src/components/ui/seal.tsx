import type { ReactNode } from "react";

/** The icon above a page that reports an outcome. */
export function Seal({
  look = "done",
  children,
}: {
  look?: "done" | "waiting" | "plain";
  children: ReactNode;
}) {
  const className = { done: "seal", waiting: "seal wait", plain: "seal wait plain" }[look];
  return (
    <span className={className} aria-hidden="true">
      {children}
    </span>
  );
}
