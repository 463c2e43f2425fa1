import { describe, expect, it } from "vitest";
import { meeting as booking } from "../../test/meeting.ts";
import {
  attemptUlid,
  start,
  inReview,
  notMovable,
  movedElsewhere,
  input,
  refusal,
  openAt,
  after,
  sent,
  answered,
  unanswered,
} from "../../test/reschedule-events.ts";
import { hourMs, parseInstant } from "@reslot/cal/time";
import { isLocked, type RescheduleEvent } from "./reschedule-machine.ts";
import { selectIsMovedElsewhere, selectTrouble } from "./selectors.ts";

describe("the step that an address opens", () => {
  it.each([
    ["", "pick"],
    ["?d=2026-12-15&slot=2026-12-15T20:00:00Z", "pick"],
    [inReview, "review"],
    ["?step=review", "pick"],
    [`?attempt=${attemptUlid}`, "result"],
    [`${inReview}&attempt=${attemptUlid}`, "result"],
  ])("%j opens %s", (query, step) => {
    expect(openAt(query).step).toBe(step);
  });

  it.each(["past", "cancelled", "rejected"] as const)(
    "a meeting that is %s has no times to choose, but still a result",
    (reason) => {
      expect(openAt(inReview, notMovable(reason))).toMatchObject({ step: "notMovable", reason });
      expect(openAt(`?attempt=${attemptUlid}`, notMovable(reason)).step).toBe("result");
    },
  );

  it("a move that is in flight leaves the times to choose from", () => {
    expect(openAt("", notMovable("inProgress")).step).toBe("pick");
  });
});

describe("choosing and reviewing", () => {
  it("a chosen day is listed, in focus and in the address", () => {
    const state = after(openAt("?error=SLOT_TAKEN"), { type: "daySelected", day: "2026-12-20" });
    expect(state).toMatchObject({
      focusedDay: "2026-12-20",
      asked: { query: "?d=2026-12-20", how: "replace" },
    });
  });

  it("moving the focus to a day changes no address", () => {
    const state = after(openAt(""), { type: "dayFocused", day: "2027-01-01" });
    expect(state).toMatchObject({ focusedDay: "2027-01-01", asked: null });
  });

  it("a chosen time ends the trouble with the last one", () => {
    const state = after(openAt(inReview), sent, refusal("SLOT_TAKEN"), {
      type: "timeChosen",
      start,
      day: "2026-12-15",
    });
    expect(selectTrouble(state)).toBeNull();
    expect(state).toMatchObject({ step: "pick", focusedDay: "2026-12-15", url: { slot: start } });
  });

  it("review is a step for the Back button, in both directions", () => {
    const chosen = openAt("?d=2026-12-15&slot=2026-12-15T20:00:00Z");
    const reviewed = after(chosen, { type: "reviewOpened" });
    expect(reviewed).toMatchObject({ step: "review", start, asked: { how: "push" } });
    const back = after(reviewed, { type: "reviewClosed" });
    expect(back).toMatchObject({ step: "pick", url: { slot: start }, asked: { how: "push" } });
  });

  it("nothing is reviewed without a chosen time", () => {
    expect(after(openAt(""), { type: "reviewOpened" }).step).toBe("pick");
  });

  it("view and hidden times are kept in the address", () => {
    const state = after(
      openAt(""),
      { type: "viewChosen", view: "week" },
      { type: "showAllChanged", showAll: true },
    );
    expect(state.asked).toEqual({ query: "?view=week&all=1", how: "replace" });
  });
});

describe("sending a move", () => {
  it("keeps the meeting as it was while the answer is out, and has the attempt in the address", () => {
    const optimistic = { ...notMovable("inProgress"), startTime: "2026-12-15T20:00:00.000Z" };
    const state = after(openAt(inReview), sent, { type: "bookingRead", booking: optimistic });
    expect(state).toMatchObject({ step: "review", sent: booking, url: { attempt: attemptUlid } });
    expect(state.origin).toEqual({
      start: parseInstant(booking.startTime),
      end: parseInstant(booking.endTime),
    });
  });

  it("an answer leads to the result of the attempt that was answered", () => {
    const first = "01KC3M8QZ4ABCDEFGHJKMNPQRV";
    const state = after(openAt(inReview), sent, {
      type: "answered",
      attemptUlid: first,
      outcome: "moved",
    });
    expect(state).toMatchObject({ step: "result", attemptUlid: first, sent: null });
  });

  it("no answer leads to the result too, and keeps the move for another try", () => {
    const state = after(openAt(inReview), sent, unanswered);
    expect(state).toMatchObject({ step: "result", attemptUlid, unanswered: input });
    expect(after(state, { type: "restarted", isSameTime: true }).unanswered).toBe(input);
  });

  it("a refusal forgets a move that had no answer before", () => {
    expect(after(openAt(inReview), sent, unanswered, refusal("SLOT_TAKEN")).unanswered).toBeNull();
  });

  it.each([
    "MENTEE_CONFLICT",
    "CAL_RECONNECT_REQUIRED",
    "RATE_LIMITED",
    "CAL_UNAVAILABLE",
  ] as const)("%s leaves the time on review, since it may still work", (code) => {
    const state = after(openAt(inReview), sent, refusal(code));
    expect(state).toMatchObject({ step: "review", url: { slot: start, attempt: null } });
  });

  it.each(["SLOT_TAKEN", "BOOKING_CHANGED", "NOTICE_TOO_SHORT"] as const)(
    "%s leads back to the times",
    (code) => {
      const state = after(openAt(inReview), sent, refusal(code));
      expect(state).toMatchObject({ step: "pick", url: { slot: null, attempt: null } });
      expect(selectTrouble(state)?.code).toBe(code);
    },
  );

  it("the next try ends the trouble with the last one", () => {
    const state = after(openAt(inReview), sent, refusal("CAL_UNAVAILABLE"), sent);
    expect(selectTrouble(state)).toBeNull();
  });
});

describe("going on from a result", () => {
  const result = after(openAt(inReview), sent, unanswered);

  it("the same time is reviewed again, another one is chosen", () => {
    expect(after(result, { type: "restarted", isSameTime: true }).step).toBe("review");
    expect(after(result, { type: "restarted", isSameTime: false }).step).toBe("pick");
  });

  it("without a time in the address there is none to review again", () => {
    const opened = openAt(`?attempt=${attemptUlid}`);
    expect(after(opened, { type: "restarted", isSameTime: true }).step).toBe("pick");
  });

  it("moving back reviews the old time, with a step for the Back button", () => {
    const old = parseInstant(booking.startTime);
    const state = after(result, { type: "moveBackChosen", start: old });
    expect(state).toMatchObject({ step: "review", start: old, asked: { how: "push" } });
  });

  it("the calendar's focus starts again on the listed day", () => {
    const focused = after(openAt(inReview), { type: "dayFocused", day: "2027-03-01" }, sent);
    expect(after(focused, answered).focusedDay).toBeNull();
    expect(after(focused, unanswered).focusedDay).toBeNull();
  });
});

describe("the address", () => {
  const select = (day: string): RescheduleEvent => ({ type: "daySelected", day });
  const report = (query: string): RescheduleEvent => ({ type: "addressReported", query });

  it("is the page's own wish until the router reports it, whatever it reports before", () => {
    const wished = after(openAt(""), select("2026-12-20"), select("2026-12-21"));
    const late = after(wished, report("?d=2026-12-20"));
    expect(late).toMatchObject({ url: { day: "2026-12-21" }, asked: { query: "?d=2026-12-21" } });
    const settled = after(late, report("?d=2026-12-21"));
    expect(settled).toMatchObject({ url: { day: "2026-12-21" }, asked: null });
  });

  it("follows the router once nothing of the page's own is pending", () => {
    expect(after(openAt(inReview), report("")).step).toBe("pick");
  });

  it("does not wait for a report of what the router has reported already", () => {
    const same = after(openAt("?d=2026-12-20"), select("2026-12-20"), report("?d=2026-12-22"));
    expect(same).toMatchObject({ url: { day: "2026-12-22" }, asked: null });
  });

  it("is what the browser says after the Back button", () => {
    const state = after(openAt(""), select("2026-12-20"), { type: "wentBack", query: inReview });
    expect(state).toMatchObject({ step: "review", asked: null });
  });
});

describe("a choice", () => {
  const choose: RescheduleEvent = { type: "timeChosen", start, day: "2026-12-15" };

  it("is made by choosing a time, and reviewed by choosing it again", () => {
    const chosen = after(openAt(""), choose);
    expect(chosen).toMatchObject({ step: "pick", url: { slot: start, day: "2026-12-15" } });
    expect(after(chosen, choose)).toMatchObject({ step: "review", asked: { how: "push" } });
  });

  it("is another one in the review, and stays there", () => {
    const other: RescheduleEvent = { ...choose, start: start + hourMs };
    expect(after(openAt(inReview), other)).toMatchObject({ step: "review", start: other.start });
    expect(after(openAt(inReview), choose).step).toBe("review");
  });

  it("can’t be made while the meeting is being moved by another request", () => {
    const { reschedule } = notMovable("inProgress");
    const times = { newStartTime: input.newStartTime, newEndTime: input.newEndTime };
    const inFlight = { kind: "move", attemptUlid: null, by: "coach", ...times } as const;
    const locked = openAt("", { ...movedElsewhere, reschedule, inFlight });
    expect(isLocked(locked)).toBe(true);
    expect(after(locked, choose)).toMatchObject({ step: "pick", url: { slot: null } });
    expect(after(locked, { type: "reviewOpened" }).step).toBe("pick");
    const ended: RescheduleEvent = { type: "bookingRead", booking: movedElsewhere };
    expect(after(locked, ended, choose)).toMatchObject({ url: { slot: start } });
    expect(isLocked(after(openAt(inReview), sent))).toBe(false);
  });
});

describe("a meeting that is moved while the page is open", () => {
  const news: RescheduleEvent = { type: "bookingRead", booking: movedElsewhere };

  it("is news when anyone else has moved it", () => {
    expect(selectIsMovedElsewhere(after(openAt(""), news))).toBe(true);
    const reread: RescheduleEvent = { type: "bookingRead", booking: { ...movedElsewhere } };
    expect(selectIsMovedElsewhere(after(openAt(""), news, reread))).toBe(true);
  });

  it("is no news when this page has moved it", () => {
    const moved = after(openAt(inReview), sent, news, answered);
    const again = after(moved, { type: "restarted", isSameTime: false });
    expect(selectIsMovedElsewhere(again)).toBe(false);
  });

  it("is no news while a move from here is out", () => {
    expect(selectIsMovedElsewhere(after(openAt(inReview), news, sent))).toBe(false);
  });

  it("ends the choice when it can’t be moved any more", () => {
    const cancelled: RescheduleEvent = { type: "bookingRead", booking: notMovable("cancelled") };
    expect(after(openAt(""), cancelled).step).toBe("notMovable");
    expect(after(openAt(inReview), sent, cancelled).step).toBe("review");
  });
});
