import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyCalSignature } from "./verify-cal-signature.ts";

const body = '{"triggerEvent":"BOOKING_CREATED","title":"Café ☕"}';
const sign = (secret: string, text: string | Uint8Array = body) =>
  createHmac("sha256", secret).update(text).digest("hex");

describe("verifyCalSignature", () => {
  // Computed with another program: printf … | openssl dgst -sha256 -hmac "whsec"
  it("agrees with a signature made elsewhere", () => {
    const elsewhere = "19373ef0e8c66f206e49d251e4402291615bbce6ef00922e94a47a213fb76ee1";

    expect(verifyCalSignature('{"a":1}', elsewhere, ["whsec"])).toBe(true);
  });

  it("accepts bytes and text of the same body", () => {
    const bytes = new TextEncoder().encode(body);

    expect(verifyCalSignature(body, sign("new"), ["new"])).toBe(true);
    expect(verifyCalSignature(bytes, sign("new"), ["new"])).toBe(true);
  });

  it("accepts bytes that are no text at all", () => {
    const bytes = new Uint8Array([0xff, 0x00, 0xfe]);

    expect(verifyCalSignature(bytes, sign("new", bytes), ["new"])).toBe(true);
  });

  it("accepts either secret during a rotation", () => {
    expect(verifyCalSignature(body, sign("new"), ["new", "old"])).toBe(true);
    expect(verifyCalSignature(body, sign("old"), ["new", "old"])).toBe(true);
    expect(verifyCalSignature(body, sign("older"), ["new", "old"])).toBe(false);
  });

  it("refuses the same JSON written differently", () => {
    expect(verifyCalSignature(`${body} `, sign("new"), ["new"])).toBe(false);
    expect(verifyCalSignature(JSON.stringify({ a: 1 }, null, 1), sign("s", '{"a":1}'), ["s"])).toBe(
      false,
    );
  });

  it.each([
    ["no header", null],
    ["an empty header", ""],
    ["the word for no secret", "no-secret-provided"],
    ["a prefix", `sha256=${sign("new")}`],
    ["capitals", sign("new").toUpperCase()],
    ["a digit less", sign("new").slice(1)],
    ["a digit more", `${sign("new")}0`],
    ["a line break at the end", `${sign("new")}\n`],
    ["spaces around", ` ${sign("new")} `],
    ["two signatures", `${sign("new")}, ${sign("new")}`],
    ["letters that are not hex", "z".repeat(64)],
    ["the signature of something else", sign("new", "{}")],
    ["the signature of another secret", sign("theirs")],
    ["base64", createHmac("sha256", "new").update(body).digest("base64")],
  ])("refuses %s", (_, header) => {
    expect(verifyCalSignature(body, header, ["new"])).toBe(false);
  });

  it.each([
    ["no secret", []],
    ["an empty secret", [""]],
    ["a blank secret", ["  "]],
    ["an empty secret beside a good one", ["new", ""]],
  ])("does not work with %s", (_, secrets) => {
    expect(() => verifyCalSignature(body, sign("new"), secrets)).toThrow(TypeError);
    expect(() => verifyCalSignature(body, null, secrets)).toThrow(TypeError);
  });

  it("names no secret in what it throws", () => {
    expect(() => verifyCalSignature(body, null, ["s3cret", ""])).toThrow(/^((?!s3cret).)*$/);
  });
});
