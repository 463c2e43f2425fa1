import { html, raw } from "hono/html";
import { pageStyle } from "../page/page-style.ts";
import type { User } from "../state/state.ts";
import { scopes, type AuthorizeRequest } from "./authorize-request.ts";

type Html = ReturnType<typeof html>;

const consentStyle = `
main { max-width: 34rem; margin: 2rem auto; }
h1 { font-size: 1.5rem; line-height: 1.25; }
ul { padding-left: 1.2rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 1.5rem 0; padding: .4rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 .4rem; }
label { display: flex; gap: .7rem; align-items: center; min-height: 44px; }
label small { color: var(--quiet); font-size: .9rem; }
.actions { display: flex; flex-wrap: wrap; gap: .7rem; }
button { font: inherit; min-height: 44px; padding: 0 1.4rem; border-radius: 8px; border: 1px solid var(--link); background: transparent; color: inherit; cursor: pointer; }
button[value="allow"] { background: var(--link); color: light-dark(#ffffff, #14212f); font-weight: 600; }
button:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.error { border-left: 4px solid light-dark(#b3261e, #f2b8b5); padding-left: .8rem; }
`;

function renderFrame(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${raw(pageStyle + consentStyle)}
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}

interface ConsentView {
  readonly request: AuthorizeRequest;
  readonly users: readonly User[];
  /** The user whose radio button is selected. */
  readonly chosenId: number | null;
  readonly problem: string | null;
}

/** Asks which user is signed in, and whether the app may have the access it asks for. */
export function renderConsent({ request, users, chosenId, problem }: ConsentView): Html {
  const { client } = request;
  const title = `Allow ${client.name} to use your Cal.com account?`;
  return renderFrame(
    title,
    html`<h1>${title}</h1>
      <p>This is the stand-in for Cal.com: choose which demo person you are.</p>
      ${problem === null ? "" : html`<p class="error" role="alert">${problem}</p>`}
      ${renderScopes(request)}
      <form method="post">
        <fieldset>
          <legend>Signed in as</legend>
          ${
            users.length === 0
              ? html`<p>No person in people.json has a Cal.com account.</p>`
              : users.map((user) => renderChoice(user, user.id === chosenId))
          }
        </fieldset>
        <div class="actions">
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="cancel" formnovalidate>Cancel</button>
        </div>
      </form>`,
  );
}

function renderScopes(request: AuthorizeRequest): Html {
  if (request.scopes.length === 0) {
    return html`<p>It will be able to see and change everything in your account.</p>`;
  }
  return html`<p>It will be able to:</p>
    <ul>
      ${request.scopes.map((scope) => html`<li>${scopes[scope] ?? scope}</li>`)}
    </ul>`;
}

function renderChoice(user: User, isChosen: boolean): Html {
  return html`<label>
    <input type="radio" name="user" value="${user.id}" required ${isChosen ? "checked" : ""} />
    <span>${user.name} <small>${user.email}</small></span>
  </label>`;
}

/** An error shown here and never sent to the app, which may not be who it claims to be. */
export function renderErrorPage(title: string, text: string): Html {
  return renderFrame(
    title,
    html`<h1>${title}</h1>
      <p class="error">${text}</p>`,
  );
}
