import type { MailState } from "@reslot/api/server";
import type { Translate } from "@reslot/messages";
import { type Language, messagesFor } from "@reslot/messages/catalogue";

/** One page without a script, readable without the rest of the app: it is opened from a mail, often on another device. */
const style = `
:root { color-scheme: light dark; --canvas: light-dark(#f6f8f7, #0b1110); --surface: light-dark(#fff, #131c1a);
  --line: light-dark(#e1e7e5, #233230); --ink: light-dark(#0f1f1d, #eaf2f0); --quiet: light-dark(#5a6966, #94a5a0);
  --accent: light-dark(#0a5f5a, #7fd8ce); --on-accent: light-dark(#fff, #0b1110); }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 33rem; margin: 4rem auto; padding: 1.75rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 12px; }
@media (max-width: 35rem) { main { margin: 1rem; padding: 1.25rem; } }
h1 { font-size: 1.3125rem; line-height: 1.3; letter-spacing: -0.012em; margin: 0 0 0.5rem; }
p { margin: 0 0 1.25rem; color: var(--quiet); } p:last-child { margin: 0; }
button { font: inherit; font-weight: 500; min-height: 2.75rem; padding: 0 1.125rem; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); }
button[name] { background: none; color: var(--ink); border-color: var(--quiet); }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
`;

const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};

/** @param mail of the link's address; null when the link is not one of ours */
export function unsubscribePage(mail: MailState | null, language: Language): Response {
  const t = messagesFor(language, "unsubscribe");
  const state = mail ?? "invalid";
  const words = { title: t(`${state}.title`), lead: t(`${state}.lead`) };
  const body = page({ language, ...words, form: formFor(t, state) });
  return new Response(body, { status: mail === null ? 404 : 200, headers });
}

function formFor(t: Translate<"unsubscribe">, state: MailState | "invalid"): string {
  if (state === "invalid" || state === "blocked") return "";
  const button =
    state === "sent"
      ? `<button>${t("sent.action")}</button>`
      : `<button name="action" value="resume">${t("stopped.action")}</button>`;
  // Without an action it is posted to the address of the page.
  return `<form method="post">${button}</form>`;
}

/** Everything in it is ours: no part comes from the request. */
function page({
  language,
  title,
  lead,
  form,
}: Record<"language" | "title" | "lead" | "form", string>): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Reslot</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${lead}</p>${form}</main></body></html>`;
}
