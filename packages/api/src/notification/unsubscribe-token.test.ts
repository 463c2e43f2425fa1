import { describe, expect, it } from "vitest";
import { hashAddress } from "../core/address/hash-address.ts";
import { readUnsubscribeToken, signUnsubscribeToken } from "./unsubscribe-token.ts";

const key = (id: string, seed: number) =>
  `${id}:${Buffer.from(Array.from({ length: 32 }, (_, index) => (seed * 31 + index) % 256)).toString("base64")}`;
const settings = { tokenKeys: key("k1", 1) };
const hash = hashAddress("Alex@Example.com");

describe("the token of an unsubscribe link", () => {
  it("names the address it was made for, without saying it", () => {
    const token = signUnsubscribeToken(settings, hash);

    expect(readUnsubscribeToken(settings, token)).toBe(hashAddress("alex@example.com"));
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(signUnsubscribeToken(settings, hash)).toBe(token);
  });

  it("is still read after a new key was put before the one that signed it, and not once that is gone", () => {
    const token = signUnsubscribeToken(settings, hash);

    const rotated = { tokenKeys: `${key("k2", 2)},${settings.tokenKeys}` };
    expect(readUnsubscribeToken(rotated, token)).toBe(hash);
    expect(readUnsubscribeToken({ tokenKeys: key("k2", 2) }, token)).toBeNull();
  });

  it("is refused when it was changed, cut or made for another address", () => {
    const token = signUnsubscribeToken(settings, hash);
    const other = hashAddress("dana@example.com");

    for (const forged of [
      "",
      hash,
      token.slice(0, -1),
      `${token}A`,
      `${other}${token.slice(43)}`,
      `${hash}.${"A".repeat(43)}`,
      `${hash}.${"%".repeat(43)}`,
    ])
      expect([forged, readUnsubscribeToken(settings, forged)]).toEqual([forged, null]);
  });
});
