import { describe, expect, it } from "vitest";
import { readFailure } from "./failure-reason.ts";

function failed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

function systemError(fields: Record<string, string>): Error {
  return Object.assign(new Error("x"), fields);
}

describe("readFailure", () => {
  it.each([
    ["ECONNREFUSED", { code: "ECONNREFUSED", syscall: "connect" }],
    ["ENOTFOUND", { code: "ENOTFOUND", syscall: "getaddrinfo" }],
    ["ETIMEDOUT", { code: "ETIMEDOUT", syscall: "connect" }],
    ["UND_ERR_CONNECT_TIMEOUT", { code: "UND_ERR_CONNECT_TIMEOUT" }],
    ["CERT_HAS_EXPIRED", { code: "CERT_HAS_EXPIRED" }],
  ])("knows that nothing was sent after %s", (reason, fields) => {
    expect(readFailure(failed(systemError(fields)))).toEqual({ reason, neverSent: true });
  });

  it("looks into the attempts on several addresses", () => {
    const attempts = [
      systemError({ code: "ECONNREFUSED", syscall: "connect" }),
      systemError({ code: "ECONNREFUSED", syscall: "connect" }),
    ];
    const both = Object.assign(new AggregateError(attempts), { code: "ECONNREFUSED" });

    expect(readFailure(failed(both))).toEqual({ reason: "ECONNREFUSED", neverSent: true });
  });

  it.each([
    ["ECONNRESET", { code: "ECONNRESET", syscall: "read" }],
    ["EPIPE", { code: "EPIPE", syscall: "write" }],
    ["UND_ERR_SOCKET", { code: "UND_ERR_SOCKET" }],
  ])("does not claim so after %s", (reason, fields) => {
    expect(readFailure(failed(systemError(fields)))).toEqual({ reason, neverSent: false });
  });

  it.each([[undefined], ["text"], [null], [new Error("no code")], [{ code: "has spaces in it" }]])(
    "calls %o a network failure of unknown outcome",
    (cause) => {
      expect(readFailure(failed(cause))).toEqual({ reason: "network", neverSent: false });
    },
  );
});
