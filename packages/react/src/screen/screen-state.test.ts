import { en } from "@reslot/messages/en";
import { expect, it } from "vitest";
import { isErrorCode, stateAfter } from "./screen-state.ts";

it("every error code has a state of the reschedule screen, and nothing else is one", () => {
  const codes = Object.keys(en.errors.codes);
  expect(codes.filter((code) => !isErrorCode(code))).toEqual([]);
  expect(codes.filter(isErrorCode).map(stateAfter)).not.toContain(undefined);
  expect(["", "OOPS", "toString"].filter(isErrorCode)).toEqual([]);
});
