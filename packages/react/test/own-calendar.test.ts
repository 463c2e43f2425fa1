import { hourMs, parseInstant } from "@reslot/cal/time";
import { expect, it } from "vitest";
import { ownCalendar } from "../examples/own-calendar.ts";
import { meeting } from "./meeting.ts";

it("a calendar of one's own goes from its times to the review by keys, without React", () => {
  const first = parseInstant("2026-12-15T18:00:00Z");
  const calendar = ownCalendar(meeting, [first, first + hourMs]);
  expect(calendar.screen()).toBe("loading");

  calendar.send({ type: "timesRead", times: { kind: "answered" } });
  expect(calendar.screen()).toBe("ready");
  expect(calendar.pressInMonth({ key: "ArrowDown", shiftKey: false })).toBe("2026-12-22");

  calendar.pressInTimes("ArrowDown");
  calendar.pressInTimes("Enter");
  expect(calendar.screen()).toBe("chosen");
  expect(calendar.address()).toBe("?d=2026-12-15&slot=2026-12-15T19:00:00Z");

  calendar.pressInTimes("Enter");
  expect(calendar.screen()).toBe("review");
  calendar.unbind();
});
