import { createHash, randomBytes } from "node:crypto";
import { type ServerResponse } from "node:http";
import { type TestContext } from "vitest";
import { type CalOAuthClient } from "../../src/oauth/index.ts";
import {
  envelope,
  type LocalServer,
  type SeenRequest,
  sendJson,
  startServer,
} from "../local-server.ts";

const callbackUrl = "https://reslot.example.test/api/cal/callback";
export const confidentialSecret = "conf-secret-value";

interface Registered {
  readonly secret: string | null;
}
const clients = new Map<string, Registered>([
  ["conf", { secret: confidentialSecret }],
  ["pub", { secret: null }],
]);

interface Grant {
  readonly clientId: string;
  readonly challenge: string | null;
}

export interface OAuthServer extends LocalServer {
  /** The client's settings for one of the two registered clients. */
  client(clientId: "conf" | "pub", changes?: Partial<CalOAuthClient>): CalOAuthClient;
  /** What a person who agrees does in the browser: from the consent page's address to the callback. */
  consent(authorizeUrl: string): URL;
  /** Bodies of the token requests so far. */
  bodies(): Record<string, string>[];
}

export interface OAuthServerOptions {
  /** Revoke every older refresh token with each refresh, as newer servers do. */
  readonly rotates?: boolean;
  /** Leave the new refresh token out of the answer of a refresh. */
  readonly keepsRefreshToken?: boolean;
}

type Family = "rfc6749" | "enveloped";
interface TokenCall {
  readonly family: Family;
  readonly body: Record<string, string>;
}

/** Thrown inside; becomes the family's refusal. */
class Refusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

/** A real HTTP server with both token endpoints of Cal.com, as strict about bodies as they are. */
export async function startOAuthServer(
  context: Pick<TestContext, "onTestFinished">,
  options: OAuthServerOptions = {},
): Promise<OAuthServer> {
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, Grant>();
  const calls: TokenCall[] = [];

  function answer(response: ServerResponse, request: SeenRequest): void {
    const call = readCall(request);
    if (!call)
      return sendJson(response, {
        status: 404,
        body: envelope("NotFoundException", `Cannot POST ${request.url.pathname}`),
      });
    calls.push(call);
    try {
      checkKeys(call);
      const client = checkClient(call.body);
      const tokens =
        call.body["grant_type"] === "refresh_token"
          ? refresh(call.body)
          : exchange(call.body, client);
      sendJson(response, {
        body: call.family === "enveloped" ? { status: "success", data: tokens } : tokens,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(response, call.family, error);
    }
  }

  function exchange(body: Record<string, string>, client: Registered): object {
    const grant = codes.get(body["code"] ?? "");
    if (!grant || grant.clientId !== body["client_id"]) {
      throw new Refusal(400, "invalid_grant", "code_invalid_or_expired");
    }
    codes.delete(body["code"] ?? "");
    if (body["redirect_uri"] !== callbackUrl)
      throw new Refusal(400, "invalid_request", "redirect_uri_mismatch");
    const challenge = createHash("sha256")
      .update(body["code_verifier"] ?? "")
      .digest("base64url");
    if (client.secret === null && challenge !== grant.challenge) {
      throw new Refusal(400, "invalid_grant", "pkce_verification_failed");
    }
    return issue(grant);
  }

  function refresh(body: Record<string, string>): object {
    const old = body["refresh_token"] ?? "";
    const grant = refreshTokens.get(old);
    if (!grant || grant.clientId !== body["client_id"]) {
      throw new Refusal(400, "invalid_grant", "refresh_token_revoked");
    }
    if (options.rotates) refreshTokens.clear();
    const { refresh_token, ...rest } = issue(grant);
    if (!options.keepsRefreshToken) return { refresh_token, ...rest };
    refreshTokens.set(old, grant);
    return rest;
  }

  function issue(grant: Grant) {
    const tokens = {
      access_token: `access.${secretWord()}`,
      refresh_token: `refresh.${secretWord()}`,
      token_type: "bearer",
      expires_in: 1800,
    };
    refreshTokens.set(tokens.refresh_token, grant);
    return tokens;
  }

  const server = await startServer(context, answer);
  return {
    ...server,
    client: (clientId, changes = {}) => ({
      appUrl: "https://app.cal.example.test",
      apiUrl: server.url,
      clientId,
      clientSecret: clients.get(clientId)?.secret ?? null,
      redirectUri: callbackUrl,
      ...changes,
    }),
    consent: (authorizeUrl) => {
      const { searchParams } = new URL(authorizeUrl);
      const code = `code-${secretWord()}`;
      codes.set(code, {
        clientId: searchParams.get("client_id") ?? "",
        challenge: searchParams.get("code_challenge"),
      });
      const callback = new URL(searchParams.get("redirect_uri") ?? "");
      callback.searchParams.set("code", code);
      callback.searchParams.set("state", searchParams.get("state") ?? "");
      return callback;
    },
    bodies: () => calls.map(({ body }) => body),
  };
}

const secretWord = (): string => `secret${randomBytes(12).toString("hex")}`;

const legacyPath = /^\/v2\/auth\/oauth2\/clients\/([^/]+)\/(exchange|refresh)$/;

/** The request in the names of RFC 6749, whichever family it was sent in. */
function readCall({ method, url, headers, body }: SeenRequest): TokenCall | null {
  if (method !== "POST") return null;
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const fields: Record<string, string> = isForm
    ? Object.fromEntries(new URLSearchParams(body))
    : JSON.parse(body);
  if (url.pathname === "/v2/auth/oauth2/token") return { family: "rfc6749", body: fields };
  const [, clientId] = legacyPath.exec(url.pathname) ?? [];
  if (clientId === undefined || isForm) return null;
  const renamed = Object.entries(fields).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return { family: "enveloped", body: { ...Object.fromEntries(renamed), client_id: clientId } };
}

const allowedKeys: Readonly<Record<string, readonly string[]>> = {
  "conf authorization_code": ["client_id", "client_secret", "code", "grant_type", "redirect_uri"],
  "pub authorization_code": ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"],
  "conf refresh_token": ["client_id", "client_secret", "grant_type", "refresh_token"],
  "pub refresh_token": ["client_id", "grant_type", "refresh_token"],
};

function checkKeys({ body }: TokenCall): void {
  const kind = `${body["client_id"] === "conf" ? "conf" : "pub"} ${body["grant_type"]}`;
  const wrong = Object.keys(body).toSorted().join() !== allowedKeys[kind]?.join();
  if (wrong) throw new Refusal(400, "invalid_request", "a key too many or too few");
}

function checkClient(body: Record<string, string>): Registered {
  const client = clients.get(body["client_id"] ?? "");
  if (!client) throw new Refusal(401, "invalid_client", "client_not_found");
  if (client.secret !== null && client.secret !== body["client_secret"]) {
    throw new Refusal(401, "invalid_client", "invalid_client_credentials");
  }
  return client;
}

function sendRefusal(response: ServerResponse, family: Family, refusal: Refusal): void {
  const { status, error, message } = refusal;
  const body =
    family === "rfc6749"
      ? { error, error_description: message }
      : { ...Object(envelope("HttpException", error)), path: "/v2/auth/oauth2/clients/x" };
  sendJson(response, { status, body, headers: { "x-request-id": "req-1" } });
}
