import { describe, expect, it } from "vitest";
import { addressOf } from "./address-of.ts";

const from = (forwarded: string | null, hops = 1) => addressOf({ get: () => forwarded }, hops);

describe("addressOf", () => {
  it("trusts the entries of our own proxies only", () => {
    expect(from("192.0.2.7")).toBe("192.0.2.7");
    expect(from("198.51.100.1, 203.0.113.9, 192.0.2.7")).toBe("192.0.2.7");
    expect(from("198.51.100.1, 203.0.113.9, 192.0.2.7", 2)).toBe("203.0.113.9");
    expect(from("192.0.2.7", 3)).toBe("192.0.2.7");
  });

  it("normalizes an address with a port, brackets or a zone", () => {
    for (const same of [
      "192.0.2.7",
      "192.0.2.7:51234",
      "::ffff:192.0.2.7",
      "[::ffff:c000:207]:443",
    ])
      expect(from(same)).toBe("192.0.2.7");
    for (const same of [
      "2001:db8::1",
      "2001:DB8:0:0:ffff::2",
      "[2001:db8::3]:443",
      "2001:db8::4%eth0",
    ])
      expect(from(same)).toBe("2001:db8:0:0::/64");
    expect(from("2001:db8:0:1::1")).toBe("2001:db8:0:1::/64");
    expect(from("::1")).toBe("0:0:0:0::/64");
  });

  it("counts every malformed address as the same client", () => {
    for (const nonsense of ["unknown", "192.0.2.7, <script>", "300.1.1.1", "::ffff:", ",", "a:1"])
      expect(from(nonsense)).toBe("unknown");
  });

  it("returns null without the header", () => {
    expect(from(null)).toBeNull();
    expect(from("")).toBeNull();
  });
});
