import { type ServerResponse } from "node:http";
import { inspect } from "node:util";
import { expect } from "vitest";
import { CalOAuthError, type CalOAuthClient } from "../../src/oauth/index.ts";
import { sendJson } from "../local-server.ts";

/** The error of a call that has to fail; nothing that it holds or prints may repeat a secret. */
export async function errorOf(promise: Promise<unknown>): Promise<CalOAuthError> {
  const error = await promise.then(
    () => new Error("it succeeded"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CalOAuthError)) throw error;
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret|code-/);
  expect(JSON.stringify(error)).not.toMatch(/secret|code-/);
  expect(error.cause).toBeUndefined();
  return error;
}

/** A confidential client of a server at `apiUrl`. */
export const clientOf = (
  apiUrl: string,
  changes: Partial<CalOAuthClient> = {},
): CalOAuthClient => ({
  appUrl: "https://app.cal.example.test",
  apiUrl,
  clientId: "conf",
  clientSecret: "secret-of-the-client",
  redirectUri: "https://reslot.example.test/api/cal/callback",
  ...changes,
});

/** What a token endpoint answers. */
export const tokens = {
  access_token: "secret-access",
  refresh_token: "secret-next",
  token_type: "bearer",
  expires_in: 1800,
};
/** Answers everything with the same JSON. */
export const answering =
  (body: unknown, status = 200) =>
  (response: ServerResponse): void =>
    sendJson(response, { status, body });
