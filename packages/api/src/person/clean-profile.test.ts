import { describe, expect, it } from "vitest";
import { cleanProfile } from "./clean-profile.ts";

const email = "alex@example.com";

describe("cleanProfile", () => {
  it("cuts a long name between characters, and takes control characters out", () => {
    const long = cleanProfile({ email, name: `\u{1f600}`.repeat(300) });
    expect(long.name).toBe(`\u{1f600}`.repeat(200));

    expect(cleanProfile({ email, name: " Al\u0000ex\r\nRivera \ud800" }).name).toBe("Al ex Rivera");
  });

  it("names a person without a name by their address", () => {
    expect(cleanProfile({ email, name: " \u0000" }).name).toBe("alex");
  });

  it("keeps the addresses that can be stored, the one to sign in with first", () => {
    const unusable = ["two@at@example.com", "a\u0000@example.com", "alex@Host.INVALID"];
    const otherEmails = ["work@example.com", email, ...unusable];

    expect(cleanProfile({ email, otherEmails, name: "Alex" })).toMatchObject({
      email,
      otherEmails: ["work@example.com"],
    });
    const unverified = { email: null, name: "Alex" };
    expect(cleanProfile({ ...unverified, otherEmails })).toMatchObject({
      email: "work@example.com",
      otherEmails: [email],
    });
    expect(cleanProfile(unverified)).toMatchObject({ email: null, otherEmails: [] });
    expect(cleanProfile({ email: `a@${"b".repeat(320)}`, name: "Alex" }).email).toBeNull();
  });
});
