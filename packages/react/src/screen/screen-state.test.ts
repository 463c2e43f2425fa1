import { appErrorCodes } from "@reslot/api/errors";
import { expect, it } from "vitest";
import { stateAfter } from "./screen-state.ts";

it("every error code has a state of the reschedule screen", () => {
  expect(appErrorCodes.map(stateAfter)).not.toContain(undefined);
});
