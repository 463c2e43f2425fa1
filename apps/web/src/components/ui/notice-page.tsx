import type { ReactNode } from "react";
import { Seal } from "./seal.tsx";

/** A page with a single message. */
export function NoticePage({
  icon,
  look = "plain",
  title,
  body,
  actions,
  footnote,
}: {
  icon: ReactNode;
  look?: "waiting" | "plain";
  title: string;
  body: string;
  actions: ReactNode;
  footnote?: string | undefined;
}) {
  return (
    <main className="err" id="main">
      <div className="err-in">
        <Seal look={look}>{icon}</Seal>
        <h1 tabIndex={-1}>{title}</h1>
        <p>{body}</p>
        <div className="actions">{actions}</div>
        {footnote && <p className="code">{footnote}</p>}
      </div>
    </main>
  );
}
