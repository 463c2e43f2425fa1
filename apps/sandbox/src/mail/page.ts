import { html, raw } from "hono/html";
import type { Message } from "./inbox.ts";

const style = `
:root { color-scheme: light dark; --canvas: light-dark(#f6f8f7, #0b1110); --surface: light-dark(#fff, #131c1a);
  --line: light-dark(#e1e7e5, #233230); --ink: light-dark(#0f1f1d, #eaf2f0); --quiet: light-dark(#5a6966, #94a5a0);
  --accent: light-dark(#0a5f5a, #7fd8ce); }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
h1 { font-size: 1.625rem; letter-spacing: -0.012em; margin: 0 0 1rem; }
h2 { font-size: 1rem; margin: 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1rem 1.25rem; margin-bottom: 1rem; }
p { margin: 0.25rem 0 0; } .quiet { color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0.75rem 0; }
summary { cursor: pointer; color: var(--accent); }
iframe { width: 100%; height: 28rem; border: 1px solid var(--line); border-radius: 8px; margin-top: 0.75rem; background: #fff; }
`;

/** Shows every message, newest first. */
export function renderPage(messages: readonly Message[]) {
  const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Inbox: ${count}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>Inbox</h1>
            <a href="/">Refresh</a>
          </header>
          <p class="quiet">${count}. No email leaves this machine.</p>
          <br />
          ${messages.map((message) => renderMessage(message))}
        </main>
      </body>
    </html>`;
}

function renderMessage(message: Message) {
  return html`<article aria-labelledby="m-${message.id}">
    <h2 id="m-${message.id}">${message.subject}</h2>
    <p class="quiet">To ${message.to.join(", ")}</p>
    <p class="quiet">
      From ${message.from} ·
      <time datetime="${message.at}">${message.at.slice(0, 16).replace("T", " ")} UTC</time>
    </p>
    ${message.text === null ? "" : html`<pre>${message.text}</pre>`}
    ${
      message.html === null
        ? ""
        : html`<details>
            <summary>Show the HTML version</summary>
            <iframe
              sandbox="allow-top-navigation-by-user-activation"
              loading="lazy"
              title="Message: ${message.subject}"
              src="/messages/${message.id}"
            ></iframe>
          </details>`
    }
  </article>`;
}
