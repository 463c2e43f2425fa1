import { describe, expect, it } from "vitest";
import { meeting as booking } from "../../test/meeting.ts";
import {
  after,
  answered,
  attemptUlid,
  inReview,
  movedElsewhere,
  notMovable,
  offline,
  online,
  openAt,
  outcome,
  ready,
  refusal,
  sent,
  start,
  times,
  unanswered,
} from "../../test/reschedule-events.ts";
import {
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
} from "./reschedule-machine.ts";
import type { ScreenState } from "./screen-state.ts";
import { selectScreenState } from "./selectors.ts";
import { toQuery } from "./url-state.ts";

type Case = [expected: ScreenState, situation: string, query: string, ...events: RescheduleEvent[]];

const unreadable = times({ kind: "failed", code: "CAL_UNAVAILABLE" });
const isChosen = "?slot=2026-12-15T20:00:00Z";
const other: RescheduleEvent = {
  type: "outcomeRead",
  attemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
  outcome: "moved",
};

describe("the state of the screen", () => {
  it.each<Case>([
    ["loading", "no times yet", ""],
    ["ready", "times", "", ready],
    ["chosen", "a chosen time", isChosen, ready],
    ["loading", "a chosen time, no times yet", isChosen],
    ["failed", "unreadable times", "", unreadable],
    ["reconnect", "a lost grant", "", times({ kind: "failed", code: "CAL_NOT_CONNECTED" })],
    ["ready", "times that could be read again", "", unreadable, ready],
    ["offline", "times and no network", "", ready, offline],
    ["ready", "a network again", "", ready, offline, online],
    ["review", "a reviewed time", inReview, ready],
    ["review", "a reviewed time, no times yet", inReview],
    ["offline", "a reviewed time and no network", inReview, ready, offline],
    ["committing", "a sent move", inReview, ready, sent],
    ["committing", "a sent move and no network", inReview, ready, sent, offline],
    ["conflict", "a taken time", inReview, ready, sent, refusal("SLOT_TAKEN")],
    ["policyBlocked", "a limit", inReview, ready, sent, refusal("RATE_LIMITED")],
    ["reconnect", "a lost connection", inReview, ready, sent, refusal("CAL_NOT_CONNECTED")],
    ["failed", "a broken Cal.com", inReview, ready, sent, refusal("CAL_UNAVAILABLE")],
    ["conflict", "a refusal in the address", "?error=SLOT_TAKEN", ready],
    ["committing", "the next try", inReview, sent, refusal("RATE_LIMITED"), sent],
    ["done", "an answer", inReview, sent, answered],
    ["loading", "a result on its way", inReview, sent, unanswered],
    ["loading", "an outcome of another move", inReview, sent, unanswered, other],
    ["failed", "an attempt that does not exist", inReview, sent, unanswered, outcome(null)],
    ["failed", "an attempt that failed", inReview, sent, unanswered, outcome("failed")],
    ["done", "a made move", inReview, sent, unanswered, outcome("moved")],
    [
      "awaitingConfirmation",
      "a request",
      inReview,
      sent,
      outcome("awaitingConfirmation"),
      answeredWith("awaitingConfirmation"),
    ],
    ["confirming", "an open outcome", inReview, sent, unanswered, outcome("confirming")],
    [
      "confirming",
      "an open outcome, no network",
      inReview,
      sent,
      unanswered,
      outcome("confirming"),
      offline,
    ],
  ])("is %s with %s", (expected, ...[, query, ...events]) => {
    expect(selectScreenState(after(openAt(query), ...events))).toBe(expected);
  });

  it.each([
    ["policyBlocked", "past"],
    ["policyBlocked", "noticeTooShort"],
    ["reconnect", "coachNotConnected"],
  ] as const)("is %s where the meeting can't be moved: %s", (expected, reason) => {
    expect(selectScreenState(openAt("", notMovable(reason)))).toBe(expected);
  });

  it("stays the same object when nothing new was read", () => {
    const state = after(openAt(""), ready, unreadable, outcome("moved"), online);
    expect(after(state, unreadable, outcome("moved"), online)).toBe(state);
  });
});

function answeredWith(known: "moved" | "awaitingConfirmation"): RescheduleEvent {
  return { type: "answered", attemptUlid, outcome: known };
}

describe("whatever happens, in whatever order", () => {
  const events: RescheduleEvent[] = [
    { type: "addressReported", query: "" },
    { type: "addressReported", query: inReview },
    { type: "wentBack", query: `?attempt=${attemptUlid}` },
    { type: "bookingRead", booking },
    { type: "bookingRead", booking: movedElsewhere },
    { type: "bookingRead", booking: notMovable("cancelled") },
    { type: "dayFocused", day: "2026-12-20" },
    { type: "daySelected", day: "2026-12-20" },
    { type: "viewChosen", view: "week" },
    { type: "showAllChanged", showAll: true },
    { type: "timeChosen", start, day: "2026-12-15" },
    { type: "reviewOpened" },
    { type: "reviewClosed" },
    sent,
    answered,
    refusal("SLOT_TAKEN"),
    refusal("CAL_UNAVAILABLE"),
    unanswered,
    offline,
    { type: "restarted", isSameTime: true },
    { type: "moveBackChosen", start },
  ];
  const states = new Map<string, RescheduleState>();
  let frontier = [openAt(""), openAt(inReview), openAt(`?attempt=${attemptUlid}`)];
  for (let depth = 0; depth < 4; depth += 1) {
    const next = frontier.flatMap((state) =>
      events.map((event) => rescheduleReducer(Object.freeze(state), event)),
    );
    frontier = next.filter((state) => !states.has(JSON.stringify(state)));
    frontier = [...new Map(frontier.map((state) => [JSON.stringify(state), state])).values()];
    for (const state of frontier) states.set(JSON.stringify(state), state);
  }
  const all = [...states.values()];

  it("reaches every step, from thousands of states", () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(new Set(all.map(({ step }) => step))).toEqual(
      new Set(["pick", "review", "result", "notMovable"]),
    );
  });

  it("shows a result exactly when an attempt is in the address and no answer is awaited", () => {
    const wrong = all.filter(({ step, url, sent: awaited }) => {
      const isResult = url.attempt !== null && awaited === null;
      return (step === "result") !== isResult;
    });
    expect(wrong).toEqual([]);
  });

  it("is committing exactly while an answer is awaited", () => {
    const isCommitting = (state: RescheduleState) => selectScreenState(state) === "committing";
    expect(all.filter((state) => isCommitting(state) !== (state.sent !== null))).toEqual([]);
  });

  it("reviews the time in the address, and nothing else", () => {
    const reviews = all.filter((state) => state.step === "review");
    expect(reviews.filter((state) => state.start !== state.url.slot)).toEqual([]);
  });

  it("asks for no other address than the one it shows", () => {
    const asking = all.filter(({ asked }) => asked !== null);
    expect(asking.filter(({ asked, url }) => asked?.query !== toQuery(url))).toEqual([]);
  });
});
