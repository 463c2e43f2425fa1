import type { RescheduleStatus } from "@reslot/api";
import { describe, expect, it } from "vitest";
import { bookingDetails as booking } from "../../../../test/booking-details.ts";
import {
  attemptUlid,
  start,
  inReview,
  notMovable,
  movedElsewhere,
  refusal,
  openAt,
  after,
  sent,
  answered,
  unanswered,
  ready,
} from "../../../../test/reschedule-events.ts";
import type { ScreenState } from "@/features/reschedule/model/screen-state.ts";
import { toQuery } from "@/features/reschedule/model/url-state.ts";
import {
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
} from "./reschedule-machine.ts";
import { selectScreenState } from "./selectors.ts";

type Case = [
  expected: ScreenState,
  situation: string,
  state: RescheduleState,
  answers: Parameters<typeof selectScreenState>[1],
];

const statusOf = (outcome: "moved" | "awaitingConfirmation" | "confirming"): RescheduleStatus => ({
  outcome,
  attemptUlid,
  booking,
});
const failed: RescheduleStatus = {
  outcome: "failed",
  attemptUlid,
  booking,
  error: { code: "SLOT_TAKEN", message: "", details: {} },
};

describe("the state of the screen", () => {
  const chosen = openAt(inReview);
  const result = after(chosen, sent, answered);
  it.each<Case>([
    ["loading", "no times yet", openAt(""), { hasTimes: false }],
    ["ready", "times", openAt(""), ready],
    ["failed", "unreadable times", openAt(""), { hasTimes: false, unreadable: "CAL_UNAVAILABLE" }],
    ["ready", "times from before", openAt(""), { hasTimes: true, unreadable: "CAL_UNAVAILABLE" }],
    ["review", "a chosen time", chosen, ready],
    ["review", "a chosen time, no times yet", chosen, { hasTimes: false }],
    ["committing", "a sent move", after(chosen, sent), ready],
    ["conflict", "a taken time", after(chosen, sent, refusal("SLOT_TAKEN")), ready],
    ["policyBlocked", "a limit", after(chosen, sent, refusal("RATE_LIMITED")), ready],
    ["reconnect", "a lost connection", after(chosen, sent, refusal("CAL_NOT_CONNECTED")), ready],
    ["failed", "a broken Cal.com", after(chosen, sent, refusal("CAL_UNAVAILABLE")), ready],
    ["conflict", "a refusal in the address", openAt("?error=SLOT_TAKEN"), ready],
    ["committing", "the next try", after(chosen, sent, refusal("RATE_LIMITED"), sent), ready],
    ["policyBlocked", "a past meeting", openAt("", notMovable("past")), ready],
    ["loading", "a result on its way", result, { status: undefined }],
    ["failed", "an attempt that does not exist", result, { status: null }],
    ["failed", "an attempt that failed", result, { status: failed }],
    ["done", "a made move", result, { status: statusOf("moved") }],
    ["awaitingConfirmation", "a request", result, { status: statusOf("awaitingConfirmation") }],
    ["confirming", "an open outcome", result, { status: statusOf("confirming") }],
  ])("is %s with %s", (expected, ...[, state, answers]) => {
    expect(selectScreenState(state, answers)).toBe(expected);
  });
});

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
    const isCommitting = (state: RescheduleState) =>
      selectScreenState(state, ready) === "committing";
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
