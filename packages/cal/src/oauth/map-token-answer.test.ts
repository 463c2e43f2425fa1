import { describe, expect, it } from "vitest";
import { readErrorBody } from "../errors/error-body.ts";
import { mapTokenAnswer } from "./map-token-answer.ts";

const rfc = (error: string, error_description?: string) => ({ error, error_description });
const enveloped = (message: string) => ({
  status: "error",
  error: { code: "HttpException", message, details: message },
});

describe("mapTokenAnswer", () => {
  it.each([
    [400, rfc("invalid_grant", "code_invalid_or_expired"), "INVALID_GRANT"],
    [400, rfc("invalid_grant"), "INVALID_GRANT"],
    [400, enveloped("invalid_grant"), "INVALID_GRANT"],
    [401, rfc("invalid_client", "invalid_client_credentials"), "INVALID_CLIENT"],
    [401, enveloped("invalid_client"), "INVALID_CLIENT"],
    [401, rfc("unauthorized_client", "client_rejected"), "INVALID_CLIENT"],
    [400, rfc("invalid_request", "redirect_uri_mismatch"), "INVALID_REQUEST"],
    [400, rfc("unsupported_grant_type"), "INVALID_REQUEST"],
    [400, rfc("something_new"), "INVALID_REQUEST"],
    [400, enveloped("Bad Request Exception"), "INVALID_REQUEST"],
    [403, { statusCode: 403, message: "no" }, "INVALID_REQUEST"],
    [404, enveloped("Cannot POST /v2/auth/oauth2/token"), "INVALID_REQUEST"],
    [400, rfc("server_error"), "SERVER_ERROR"],
    [503, rfc("temporarily_unavailable"), "SERVER_ERROR"],
    [500, rfc("invalid_grant"), "SERVER_ERROR"],
    [429, enveloped("invalid_grant"), "RATE_LIMITED"],
    [400, { hello: "world" }, "UNEXPECTED_RESPONSE"],
    [302, rfc("invalid_grant"), "UNEXPECTED_RESPONSE"],
  ])("reads %i %j as %s", (status, body, code) => {
    expect(mapTokenAnswer(status, readErrorBody(body)).code).toBe(code);
  });

  it("repeats Cal.com's own descriptions and no others", () => {
    const reasonOf = (description: string) =>
      mapTokenAnswer(400, readErrorBody(rfc("invalid_grant", description))).reason;

    expect(reasonOf("refresh_token_revoked")).toBe("refresh_token_revoked");
    expect(reasonOf("refresh_token_revoked eyJhbGciOi")).toBeUndefined();
    expect(reasonOf("toString")).toBeUndefined();
  });

  it("knows no error names that only every object has", () => {
    expect(mapTokenAnswer(400, readErrorBody(rfc("constructor"))).code).toBe("INVALID_REQUEST");
  });
});
