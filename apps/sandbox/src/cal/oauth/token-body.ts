import type { OauthClient } from "./oauth-state.ts";
import type { Family } from "./refusals.ts";

/** A token request, whatever its fields are called. */
export interface TokenFields {
  readonly secret: string;
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string;
  readonly refreshToken: string;
}
type FieldName = keyof TokenFields;
export type GrantType = "authorization_code" | "refresh_token";

const names: Readonly<Record<Family, Readonly<Record<FieldName | "grant", string>>>> = {
  rfc: {
    grant: "grant_type",
    secret: "client_secret",
    code: "code",
    redirectUri: "redirect_uri",
    verifier: "code_verifier",
    refreshToken: "refresh_token",
  },
  enveloped: {
    grant: "grantType",
    secret: "clientSecret",
    code: "code",
    redirectUri: "redirectUri",
    verifier: "codeVerifier",
    refreshToken: "refreshToken",
  },
};

/** A confidential client sends its secret and no verifier; a public client sends a verifier and no secret. */
function fieldsOf(client: OauthClient, grantType: GrantType): readonly FieldName[] {
  const isPublic = client.clientSecret === null;
  if (grantType === "refresh_token")
    return isPublic ? ["refreshToken"] : ["secret", "refreshToken"];
  return isPublic ? ["code", "redirectUri", "verifier"] : ["secret", "code", "redirectUri"];
}

/** A string property of the body; undefined if it is missing or no string. */
export function textOf(body: unknown, name: string): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

interface BodyRules {
  readonly family: Family;
  readonly client: OauthClient;
  readonly grantType: GrantType;
}

/**
 * Reads a body that must have exactly the fields of its grant and kind of client: a missing or an
 * extra field is an error (contract 5, "Strict"). Fields that the grant does not have are empty in
 * the result.
 */
export function readTokenBody(
  body: unknown,
  { family, client, grantType }: BodyRules,
): { fields: TokenFields; faults: readonly string[] } {
  const wanted = fieldsOf(client, grantType);
  const named = names[family];
  const allowed = new Set([named.grant, ...wanted.map((field) => named[field])]);
  if (family === "rfc") allowed.add("client_id");
  const given = typeof body === "object" && body !== null ? Object.keys(body) : [];
  const isOtherGrant = textOf(body, named.grant) !== grantType;
  const fields = { secret: "", code: "", redirectUri: "", verifier: "", refreshToken: "" };
  for (const field of wanted) fields[field] = textOf(body, named[field]) ?? "";
  const faults = [
    ...given.filter((key) => !allowed.has(key)).map((key) => `property ${key} should not exist`),
    ...(isOtherGrant ? [`${named.grant} must be ${grantType}`] : []),
    ...wanted
      .filter((field) => fields[field] === "")
      .map((field) => `${named[field]} must be a string`),
  ];
  return { fields, faults };
}
