import { createHash } from "node:crypto";
import { confidential, redirectUri, type Fixture, type Reply } from "./fixture.ts";

export const verifier = "1wtbglvzGJIe1VZJcIU0HBTit_2L4iZ9X21L7MlTr3w";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** A response without following redirects. */
interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: URL | null;
  readonly cookie: string | null;
}

/** Opens or submits the consent page. */
export async function consent(
  cal: Fixture,
  query: Record<string, string>,
  options: { form?: Record<string, string>; cookie?: string } = {},
): Promise<Page> {
  const response = await fetch(
    `${cal.url}/auth/oauth2/authorize?${new URLSearchParams(query).toString()}`,
    {
      redirect: "manual",
      headers: options.cookie === undefined ? {} : { cookie: options.cookie },
      ...(options.form === undefined
        ? {}
        : { method: "POST", body: new URLSearchParams(options.form) }),
    },
  );
  const location = response.headers.get("location");
  return {
    status: response.status,
    text: await response.text(),
    location: location === null ? null : new URL(location),
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? null,
  };
}

export const request = {
  client_id: confidential.clientId,
  redirect_uri: redirectUri,
  state: "s1",
  scope: "BOOKING_READ PROFILE_READ",
};

/** Allows access, by default as the mentee (user 1002); returns the code. */
export async function allow(
  cal: Fixture,
  query: Record<string, string> = request,
  user = "1002",
): Promise<string> {
  const page = await consent(cal, query, { form: { decision: "allow", user } });
  return page.location?.searchParams.get("code") ?? "";
}

/** POST /v2/auth/oauth2/token as JSON. */
export function token(cal: Fixture, body: Record<string, string>): Promise<Reply> {
  return cal.call("POST", "/v2/auth/oauth2/token", { version: null, body });
}

const credentials = { client_id: "conf", client_secret: "conf-secret" };

export function exchange(cal: Fixture, code: string, change: object = {}): Promise<Reply> {
  const body = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
  return token(cal, { ...credentials, ...body, ...change });
}

export function refresh(cal: Fixture, refreshToken: string, change: object = {}): Promise<Reply> {
  const body = { grant_type: "refresh_token", refresh_token: refreshToken };
  return token(cal, { ...credentials, ...body, ...change });
}
