import { z } from "zod";
import { findUser } from "../state/find.ts";
import type { App } from "../http/route.ts";
import type { User } from "../state/state.ts";
import type { World } from "../world.ts";
import {
  findAuthorizeError,
  readScopes,
  redirectTo,
  type AuthorizeRequest,
} from "./authorize-request.ts";
import { renderConsent, renderErrorPage } from "./consent-page.ts";
import { findClient, issueCode } from "./grants.ts";
import { sessionCookie, sessionUser } from "./session.ts";

type Outcome =
  | { readonly kind: "ask"; readonly request: AuthorizeRequest }
  | { readonly kind: "redirect"; readonly location: string }
  | { readonly kind: "errorPage"; readonly title: string; readonly text: string };

const decisionSchema = z.object({
  decision: z.enum(["allow", "cancel"]),
  user: z.coerce.number().optional(),
});

/**
 * The page of app.cal.com on which people connect an app: `client_id`, `redirect_uri`, `state`,
 * `scope` and, for public clients, `code_challenge` with `code_challenge_method=S256`. An unknown
 * client or redirect address is shown here; every other error is sent back to the app.
 */
export function addConsentPage(app: App, world: World): void {
  const path = "/auth/oauth2/authorize";
  app.get(path, async (context) => {
    const outcome = readRequest(world, new URL(context.req.url).searchParams);
    if (outcome.kind === "redirect") return context.redirect(outcome.location, 303);
    if (outcome.kind === "errorPage")
      return context.html(renderErrorPage(outcome.title, outcome.text), 400);
    const user = await sessionUser(world, context.req.header("cookie") ?? null);
    return context.html(page(world, outcome.request, { chosenId: user?.id ?? null }));
  });
  app.post(path, async (context) => {
    const outcome = readRequest(world, new URL(context.req.url).searchParams);
    if (outcome.kind === "redirect") return context.redirect(outcome.location, 303);
    if (outcome.kind === "errorPage")
      return context.html(renderErrorPage(outcome.title, outcome.text), 400);
    const { request } = outcome;
    const form = decisionSchema.safeParse(await context.req.parseBody());
    if (form.data?.decision === "cancel") {
      const denied = { error: "access_denied", description: "the person denied access" };
      return context.redirect(redirectTo(request, denied), 303);
    }
    const user = findUser(world, form.data?.user ?? 0);
    if (user === undefined) {
      const problem = "Choose who is signed in, then allow or cancel.";
      return context.html(page(world, request, { chosenId: null, problem }), 400);
    }
    context.header("set-cookie", await sessionCookie(world, user));
    return context.redirect(allow(world, request, user), 303);
  });
}

function page(
  world: World,
  request: AuthorizeRequest,
  { chosenId, problem }: { chosenId: number | null; problem?: string },
) {
  return renderConsent({
    request,
    users: world.store.state.users,
    chosenId,
    problem: problem ?? null,
  });
}

function readRequest(world: World, query: URLSearchParams): Outcome {
  const client = findClient(world, query.get("client_id") ?? "");
  if (client === undefined) {
    const text =
      "No app has this client_id. SANDBOX_CAL_OAUTH_CLIENTS lists the apps that can connect.";
    return { kind: "errorPage", title: "Unknown app", text };
  }
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) {
    const text = `This redirect_uri is not registered for ${client.name}.`;
    return { kind: "errorPage", title: "Wrong redirect address", text };
  }
  const request = {
    client,
    redirectUri,
    state: query.get("state"),
    scopes: readScopes(query.get("scope")),
    challenge: query.get("code_challenge"),
  };
  const error = findAuthorizeError(request, {
    method: query.get("code_challenge_method"),
    responseType: query.get("response_type"),
  });
  if (error === null) return { kind: "ask", request };
  return { kind: "redirect", location: redirectTo(request, error) };
}

function allow(world: World, request: AuthorizeRequest, user: User): string {
  const { client, redirectUri, challenge } = request;
  const code = issueCode(world, {
    clientId: client.clientId,
    userId: user.id,
    redirectUri,
    scopes: [...request.scopes],
    challenge,
  });
  return redirectTo(request, { code });
}
