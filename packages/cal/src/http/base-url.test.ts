import { describe, expect, it } from "vitest";
import { parseBaseUrl } from "./base-url.ts";

describe("parseBaseUrl", () => {
  it.each([
    ["https://api.cal.com", "https://api.cal.com"],
    ["https://api.cal.com/", "https://api.cal.com"],
    ["https://cal.example.test/api//", "https://cal.example.test/api"],
    ["http://127.0.0.1:4100", "http://127.0.0.1:4100"],
    ["http://localhost:4100/", "http://localhost:4100"],
    ["http://[::1]:4100", "http://[::1]:4100"],
  ])("accepts %s", (given, kept) => {
    expect(parseBaseUrl(given)).toBe(kept);
  });

  it.each([
    ["http://api.cal.com"],
    ["http://127.0.0.1.example.test"],
    ["http://localhost.example.test"],
    ["ftp://127.0.0.1"],
    ["https://user:pass@api.cal.com"],
    ["https://api.cal.com?x=1"],
    ["https://api.cal.com#x"],
    ["api.cal.com"],
    [""],
  ])("refuses %j", (given) => {
    expect(() => parseBaseUrl(given)).toThrow(TypeError);
  });
});
