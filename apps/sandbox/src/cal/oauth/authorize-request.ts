import type { OauthClient } from "./oauth-state.ts";

/** The known scopes, with the text that people read. */
export const scopes: Readonly<Record<string, string>> = {
  BOOKING_READ: "See your bookings",
  BOOKING_WRITE: "Create, move and cancel your bookings",
  SCHEDULE_READ: "See your schedules",
  SCHEDULE_WRITE: "Change your schedules",
  EVENT_TYPE_READ: "See your event types",
  EVENT_TYPE_WRITE: "Change your event types",
  APPS_READ: "See your connected calendars and when they are busy",
  APPS_WRITE: "Connect and disconnect your calendars",
  PROFILE_READ: "See your name, e-mail address and time zone",
  PROFILE_WRITE: "Change your profile",
  WEBHOOK_READ: "See your webhooks",
  WEBHOOK_WRITE: "Change your webhooks",
  READ_BOOKING: "See your bookings",
  READ_PROFILE: "See your profile",
};

/** A valid authorization request. */
export interface AuthorizeRequest {
  readonly client: OauthClient;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  /** PKCE with method S256; null without PKCE. */
  readonly challenge: string | null;
}

/** An error that is sent back to the app. */
export interface AuthorizeError {
  readonly error: string;
  readonly description: string;
}

/** Scopes are separated by spaces or commas. */
export function readScopes(text: string | null): string[] {
  return (text ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
}

/** A public client must send a challenge, and every challenge must be S256. */
export function isPkceRight(
  client: OauthClient,
  challenge: string | null,
  method: string | null,
): boolean {
  if (challenge === null) return client.clientSecret !== null && method === null;
  return method === "S256";
}

/** The error in a request whose client and redirect address are valid; null if there is none. */
export function findAuthorizeError(
  request: AuthorizeRequest,
  sent: { readonly method: string | null; readonly responseType: string | null },
): AuthorizeError | null {
  if (sent.responseType !== null && sent.responseType !== "code") {
    return { error: "unsupported_response_type", description: "response_type must be code" };
  }
  if (!isPkceRight(request.client, request.challenge, sent.method)) {
    return {
      error: "invalid_request",
      description: "pkce_missing_parameters_or_invalid_method",
    };
  }
  const unknown = request.scopes.filter((scope) => !Object.hasOwn(scopes, scope));
  if (unknown.length === 0) return null;
  return { error: "invalid_scope", description: `unknown scope ${unknown.join(" ")}` };
}

/** The app's redirect address with these parameters added to its own query; `state` is returned unchanged. */
export function redirectTo(
  { redirectUri, state }: Pick<AuthorizeRequest, "redirectUri" | "state">,
  result: { readonly code: string } | AuthorizeError,
): string {
  const url = new URL(redirectUri);
  if ("code" in result) url.searchParams.set("code", result.code);
  else {
    url.searchParams.set("error", result.error);
    url.searchParams.set("error_description", result.description);
  }
  if (state !== null) url.searchParams.set("state", state);
  return url.href;
}
