import { describe, expect, it } from "vitest";
import { CalOAuthError, type CalOAuthErrorCode } from "./cal-oauth-error.ts";

const unknown: CalOAuthErrorCode[] = ["SERVER_ERROR", "UNREACHABLE", "UNEXPECTED_RESPONSE"];
const known: CalOAuthErrorCode[] = [
  "INVALID_GRANT",
  "INVALID_CLIENT",
  "INVALID_REQUEST",
  "RATE_LIMITED",
  "NOT_SENT",
];

describe("CalOAuthError", () => {
  it.each(unknown)("cannot say after %s whether a token was used up", (code) => {
    expect(new CalOAuthError(code, { operation: "exchange" }).outcomeUnknown).toBe(true);
    expect(new CalOAuthError(code, { operation: "refresh" }).outcomeUnknown).toBe(true);
    expect(new CalOAuthError(code, { operation: "authorize" }).outcomeUnknown).toBe(false);
  });

  it.each(known)("is sure that %s made no new tokens", (code) => {
    expect(new CalOAuthError(code, { operation: "refresh" }).outcomeUnknown).toBe(false);
  });

  it("says what failed, how and why in its own words", () => {
    const error = new CalOAuthError("INVALID_GRANT", {
      operation: "refresh",
      status: 400,
      reason: "refresh_token_revoked",
    });

    expect(error.message).toBe(
      "oauth.refresh failed with status 400: INVALID_GRANT (refresh_token_revoked)",
    );
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CalOAuthError");
    expect(new CalOAuthError("NOT_SENT").message).toBe("oauth failed: NOT_SENT");
  });
});
