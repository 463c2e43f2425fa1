import { describe, expect, it } from "vitest";
import { isolated, plainText } from "../src/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["direction marks", "Ann\u202eeibboB \u2066Lee\u2069\u200e\u200f\u061c", "AnneibboB Lee"],
    ["tag characters", "Sam\u{e0049}\u{e0067}\u{e007f}", "Sam"],
    ["zero-width and soft characters", "S\u200ba\u200cm\u2060 \ufeffO\u00adk\u200d", "Sam Ok"],
    ["variants of what has none", "a\ufe0f1\ufe0fb\u{e0101}", "a1b"],
    ["blank letters", "\u3164\u115f\uffa0\u2800\u034f", ""],
    ["halves of pairs", "a\ud800b\udc00", "ab"],
    [
      "line breaks and control characters",
      "a\r\nb\u0000c\u2028d\u2029e\u001b[31m\tf",
      "a b c d e [31m f",
    ],
    ["spaces of every width", "  a\u00a0\u3000 b ", "a b"],
  ])("takes out %s", (_what, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it("composes letters with their marks", () => {
    expect(plainText("Zoe\u0308")).toBe("Zo\u00eb");
  });

  it("stacks no more marks on a letter than scripts do", () => {
    expect(plainText(`a${"\u0336\u0489".repeat(40)}b`)).toHaveLength(8);
    expect(plainText("\u05e9\u05bc\u05c1\u05b8\u0592")).toHaveLength(5);
  });

  it.each([
    ["emoji of several", "👩🏽‍🚀 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈 1️⃣"],
    ["Persian spelling", "علی\u200cرضا"],
    ["Indic spelling", "ക്\u200dഷ श्री क्\u200cष"],
    ["variants of Han characters", "葛\u{e0100}城"],
    ["names from right to left", "שרה כהן"],
    ["markup and templates, which are text", `<b>&amp;</b> {{7*7}} \${x} "'`],
    ["nothing", ""],
  ])("keeps %s", (_what, text) => {
    expect(plainText(text)).toBe(text);
  });

  it("is the same when done twice", () => {
    const once = plainText("a\u200d\u0300\u202e \u200b b👩\u200d\u200d🚀");
    expect(plainText(once)).toBe(once);
  });

  it("cuts between characters, and leaves no joiner or space at the end", () => {
    expect(plainText("😀".repeat(5), 3)).toBe("😀😀😀");
    expect(plainText("ab cd", 3)).toBe("ab");
    expect(plainText("👩\u200d🚀", 2)).toBe("👩");
    expect(plainText("abc", 3)).toBe("abc");
  });
});

describe("isolated", () => {
  it("encloses text with letters or digits from right to left", () => {
    expect(isolated("שרה")).toBe("\u2068שרה\u2069");
    expect(isolated("Sam ٣")).toBe("\u2068Sam ٣\u2069");
    expect(isolated("\u202eשרה\u2069")).toBe("\u2068שרה\u2069");
  });

  it("leaves other text as it is", () => {
    expect(isolated("Sam (Okafor) 12–3")).toBe("Sam (Okafor) 12–3");
    expect(isolated("Zoë 👩‍🚀 李")).toBe("Zoë 👩‍🚀 李");
  });
});
