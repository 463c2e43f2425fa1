import { appErrorCodes } from "@reslot/api/errors";
import { nextSteps, stateAfter } from "@reslot/react";
import { expect, it } from "vitest";

it("every error code of the API has a state of the reschedule screen and a next step", () => {
  expect(appErrorCodes.map(stateAfter)).not.toContain(undefined);
  expect(appErrorCodes.map((code) => nextSteps[code])).not.toContain(undefined);
});
