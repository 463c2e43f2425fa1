import type { ReactNode } from "react";

/** The sign above a page that says how something ended. */
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
