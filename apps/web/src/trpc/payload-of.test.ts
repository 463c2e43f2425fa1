import { describe, expect, it } from "vitest";
import { payloadOf } from "./payload-of.ts";

describe("payloadOf", () => {
  it("finds the API's error", () => {
    const app = { code: "SLOT_TAKEN", message: "Gone.", details: { who: "coach", odd: {} } };
    expect(payloadOf({ data: { app } })).toEqual({
      code: "SLOT_TAKEN",
      message: "Gone.",
      details: { who: "coach" },
    });
  });

  it("finds INTERNAL, without words, in everything else", () => {
    const strange = [null, new Error("network"), { data: null }, { data: { app: { code: "X" } } }];
    for (const error of strange) {
      expect(payloadOf(error)).toEqual({ code: "INTERNAL", message: "", details: {} });
    }
  });
});
