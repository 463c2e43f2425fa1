import { describe, expect, it } from "vitest";
import { createClerkIdentity } from "./clerk-identity.ts";

const address = (id: string, status: string | null) => ({
  id,
  email_address: `${id}@example.com`,
  verification: status && { status },
});

function identityWith(body: object, status = 200) {
  const asked: string[] = [];
  const identity = createClerkIdentity({
    secretKey: "sk_test_x",
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { method, url, headers: sent } = request;
      asked.push(`${method} ${url} ${sent.get("authorization")}`);
      return Response.json(body, { status });
    },
  });
  return { identity, asked };
}

const user = {
  first_name: "Alex",
  last_name: null,
  primary_email_address_id: "home",
  email_addresses: [
    address("work", "verified"),
    address("home", "verified"),
    address("claimed", "unverified"),
    address("odd", null),
    "nonsense",
  ],
};

describe("Clerk's profile of a person", () => {
  it("has the verified addresses, the primary one apart", async () => {
    const { identity, asked } = identityWith(user);

    expect(await identity.getProfile("user/1")).toEqual({
      email: "home@example.com",
      otherEmails: ["work@example.com"],
      name: "Alex",
    });
    expect(asked).toEqual(["GET https://api.clerk.com/v1/users/user%2F1 Bearer sk_test_x"]);
  });

  it("has no primary address while that is not verified", async () => {
    const { identity } = identityWith({ ...user, primary_email_address_id: "claimed" });

    expect(await identity.getProfile("user_1")).toMatchObject({
      email: null,
      otherEmails: ["work@example.com", "home@example.com"],
    });
  });

  it("is deleted once, however often that is asked for", async () => {
    const { identity, asked } = identityWith({}, 404);

    await identity.deleteAccount?.("user_1");

    expect(asked).toEqual(["DELETE https://api.clerk.com/v1/users/user_1 Bearer sk_test_x"]);
    const broken = identityWith({}, 500).identity;
    await expect(broken.deleteAccount?.("user_1")).rejects.toThrow("Clerk answered 500.");
  });

  it("tells a deleted account from a failure of Clerk", async () => {
    await expect(identityWith({}, 404).identity.getProfile("user_1")).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(identityWith({}, 500).identity.getProfile("user_1")).rejects.toThrow(
      "Clerk answered 500.",
    );
    await expect(identityWith({}).identity.getProfile("user_1")).rejects.toThrow("email_addresses");
  });
});
