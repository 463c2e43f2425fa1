import { describe, expect, it } from "vitest";
import { withoutLinks } from "./inert-links.ts";

describe("withoutLinks", () => {
  it.each([
    ["pay at https://evil.example/pay?now=1", "pay at evil[.]example/pay?now=1"],
    ["HTTP://a.b.example:80", "a.b[.]example:80"],
    ["http://localhost/x", "localhost/x"],
    ["www.evil.example", "www[.]evil[.]example"],
    ["write to me@evil.example.", "write to me@evil[.]example."],
    ["mailto:me@evil.example", "mailto:me@evil[.]example"],
    ["https://пример。рф", "пример[.]рф"],
    ["https://हिन्दी.भारत/x", "हिन्दी[.]भारत/x"],
    ["see बड़ा.com", "see बड़ा[.]com"],
    ["1https://localhost/x", "1localhost/x"],
    ["http://10.0.0.1:8080/x", "10[.]0[.]0[.]1:8080/x"],
    ["https:\u200b//evil\u200b.\u2060example", "evil[.]example"],
  ])("leaves nothing to click in %s", (text, inert) => {
    expect(withoutLinks(text)).toBe(inert);
  });

  it.each([
    "At 10.30, e.g. in Rm. 4. Or 1.5 h later…",
    "Q3 review: plan v2.0",
    "on 14.12.2026",
    "a: b",
  ])("leaves other text as it is: %s", (text) => {
    expect(withoutLinks(text)).toBe(text);
  });
});
