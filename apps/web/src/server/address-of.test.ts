import { describe, expect, it } from "vitest";
import { addressOf } from "./address-of.ts";

const from = (forwarded: string | null, hops = 1) => addressOf({ get: () => forwarded }, hops);

describe("addressOf", () => {
  it("believes the last proxy and nobody before", () => {
    expect(from("192.0.2.7")).toBe("192.0.2.7");
    expect(from("198.51.100.1, 203.0.113.9, 192.0.2.7")).toBe("192.0.2.7");
    expect(from("198.51.100.1, 203.0.113.9, 192.0.2.7", 2)).toBe("203.0.113.9");
    expect(from("192.0.2.7", 3)).toBe("192.0.2.7");
    expect(from("::ffff:127.0.0.1")).toBe("::ffff:127.0.0.1");
  });

  it("knows nothing of what is no address", () => {
    expect(from(null)).toBeNull();
    expect(from("")).toBeNull();
    expect(from("unknown")).toBeNull();
    expect(from("192.0.2.7, <script>")).toBeNull();
  });
});
