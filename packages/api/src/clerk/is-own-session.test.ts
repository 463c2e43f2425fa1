import { describe, expect, it } from "vitest";
import { isOwnSession } from "./is-own-session.ts";

const instance = {
  appOrigin: "https://reslot.example.com",
  publishableKey: `pk_live_${btoa("clerk.example.com$").replace(/=+$/, "")}`,
};
const session = (iss?: string, sessionId: string | undefined = "sess_1") => ({
  sessionId,
  sessionClaims: iss === undefined ? {} : { iss },
});

describe("isOwnSession", () => {
  it("accepts a session of the instance that the publishable key names", () => {
    expect(isOwnSession(session("https://clerk.example.com"), instance)).toBe(true);
  });

  it("accepts the address of the proxy, relative or whole, where there is one", () => {
    const proxied = session("https://reslot.example.com/__clerk");
    for (const proxyUrl of ["/__clerk", "https://reslot.example.com/__clerk"]) {
      const behind = { ...instance, proxyUrl };
      expect(isOwnSession(proxied, behind)).toBe(true);
    }
    expect(isOwnSession(proxied, instance)).toBe(false);
  });

  it("refuses another issuer, none, and a token of no session", () => {
    for (const issuer of ["https://clerk.example.com.evil.example", "clerk.example.com", undefined])
      expect(isOwnSession(session(issuer), instance)).toBe(false);
    expect(isOwnSession(session("https://clerk.example.com", ""), instance)).toBe(false);
  });
});
