import { randomBytes } from "node:crypto";
import { CompactEncrypt, CompactSign } from "jose";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";
import { openToken, parseTokenKeys, sealToken } from "./token-encryption.ts";

const context = "CalIntegrations";
const alice = { context, subject: "01JDHV8N5Z3Q4W6X7Y8Z9A0B1C" } as const;
const bob = { context, subject: "01JDHV8N5Z3Q4W6X7Y8Z9A0B1D" } as const;
const base64Key = () => randomBytes(32).toString("base64");
const one = base64Key();
const two = base64Key();
const keys = parseTokenKeys(`k1:${one}`);
const token = new Secret("cal_live_0123456789");

describe("sealToken and openToken", () => {
  it("round-trip a token for its own row", async () => {
    const { sealed, keyId } = await sealToken(keys, alice, token);

    expect(keyId).toBe("k1");
    expect(sealed).not.toContain("cal_live");
    expect((await openToken(keys, alice, sealed)).reveal()).toBe("cal_live_0123456789");
  });

  it("never produce the same ciphertext twice", async () => {
    const [first, second] = await Promise.all([
      sealToken(keys, alice, token),
      sealToken(keys, alice, token),
    ]);
    expect(first.sealed).not.toBe(second.sealed);
  });

  it("reject another user's row", async () => {
    const { sealed } = await sealToken(keys, alice, token);

    await expect(openToken(keys, bob, sealed)).rejects.toThrow("another row");
  });

  it("reject another kind of value in the same row", async () => {
    const { sealed } = await sealToken(keys, alice, token);
    const asOAuth = { ...alice, context: "CalIntegrations.oauth" } as const;

    await expect(openToken(keys, asOAuth, sealed)).rejects.toThrow("another row");
  });

  it("reject a ciphertext with any part changed", async () => {
    const { sealed } = await sealToken(keys, alice, token);
    const parts = sealed.split(".");

    for (const [index, part] of parts.entries()) {
      const flipped = (part.startsWith("A") ? "B" : "A") + part.slice(1);
      const changed = parts.with(index, flipped).join(".");
      await expect(openToken(keys, alice, changed), `part ${index}`).rejects.toBeInstanceOf(
        RangeError,
      );
    }
    const header = {
      alg: "A256GCMKW",
      enc: "A256GCM",
      kid: "k1",
      sub: bob.subject,
      ctx: "CalIntegrations",
    };
    const rebound = Buffer.from(JSON.stringify(header)).toString("base64url");
    await expect(openToken(keys, bob, parts.with(0, rebound).join("."))).rejects.toBeInstanceOf(
      RangeError,
    );
  });

  it("reject a shortened tag, other algorithms, and what is not a JWE", async () => {
    const { sealed } = await sealToken(keys, alice, token);
    const parts = sealed.split(".");
    const shortTag = parts.with(4, parts[4]?.slice(0, 6) ?? "").join(".");
    const key = new Uint8Array(Buffer.from(one, "base64"));
    const header = { kid: "k1", sub: alice.subject, ctx: "CalIntegrations" };
    const body = new TextEncoder().encode("x");
    const direct = await new CompactEncrypt(body)
      .setProtectedHeader({ ...header, alg: "dir", enc: "A256GCM" })
      .encrypt(key);
    const signed = await new CompactSign(body)
      .setProtectedHeader({ ...header, alg: "HS256" })
      .sign(key);

    for (const text of [shortTag, direct, signed, "", "a.b.c.d.e"])
      await expect(openToken(keys, alice, text)).rejects.toBeInstanceOf(RangeError);
  });

  it("still decrypt with an older key after a new one was put first", async () => {
    const { sealed } = await sealToken(keys, alice, token);
    const rotated = parseTokenKeys(`k2:${two},k1:${one}`);

    expect((await openToken(rotated, alice, sealed)).reveal()).toBe(token.reveal());
    expect((await sealToken(rotated, alice, token)).keyId).toBe("k2");
    await expect(openToken(parseTokenKeys(`k2:${two}`), alice, sealed)).rejects.toThrow(
      "not among",
    );
  });

  it("never put the token or the key in an error", async () => {
    const { sealed } = await sealToken(keys, alice, token);
    const error = await openToken(parseTokenKeys(`k1:${two}`), alice, sealed).catch(
      (thrown: unknown) => thrown,
    );
    const text = `${String(error)} ${JSON.stringify(error)}`;

    expect(error).toBeInstanceOf(RangeError);
    expect(text).not.toContain(token.reveal());
    expect(text).not.toContain(two);
  });
});

describe("parseTokenKeys", () => {
  it("rejects keys that are missing, short, constant, repeated or malformed", () => {
    const short = randomBytes(31).toString("base64");
    const constant = Buffer.alloc(32, 7).toString("base64");
    const bad = [
      "",
      "k1",
      `:${one}`,
      `k1:${short}`,
      `k1:${constant}`,
      `k1:${one},k1:${two}`,
      `k1:${one},k2:${one}`,
      `k 1:${one}`,
      `k1:${one}:x`,
      "k1:*",
      `k1:${one},`,
    ];

    for (const text of bad) expect(() => parseTokenKeys(text)).toThrow(RangeError);
  });

  it("names the position of a bad key, never the key", () => {
    const short = randomBytes(16).toString("base64");

    expect(() => parseTokenKeys(`k2:${two},k1:${short}`)).toThrow("Token key 2");
    expect(() => parseTokenKeys(`k2:${two},k1:${short}`)).not.toThrow(short);
  });
});
