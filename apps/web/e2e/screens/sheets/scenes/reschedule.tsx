import type { Availability, BookingDetails } from "@reslot/api";
import { Page } from "@/components/frame/page.tsx";
import type { View } from "@reslot/react";
import { RescheduleScreen } from "@/features/reschedule/flow/reschedule-screen.tsx";
import { noAnswerYet, refusal } from "../../../../test/components/as-page.tsx";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { found, press, type Scene } from "../scene.ts";
import { asCoach, availabilityIn, everyAnswer, firstScreen, history, vancouver } from "./data.ts";

interface Opened {
  view?: View;
  query?: string;
  changes?: Partial<BookingDetails>;
  mentee?: Availability["checks"]["mentee"];
  /** Whether the server's page came without times. */
  hasTimes?: boolean;
  answers?: Record<string, unknown>;
  arrive?: () => Promise<void>;
}

function screen(
  name: string,
  caption: string,
  {
    view = "month",
    query = "",
    changes = {},
    mentee,
    hasTimes = true,
    answers = {},
    arrive,
  }: Opened = {},
): Scene {
  const first = firstScreen(view, changes, mentee);
  return {
    name,
    caption,
    query: `?view=${view}${query}`,
    timeZone: changes.role === "coach" ? "Europe/London" : vancouver,
    path: `/meetings/${first.booking.ulid}/reschedule`,
    content: () => (
      <Page>
        <RescheduleScreen
          first={hasTimes ? first : { ...first, availability: null }}
          confirmMove={async () => {}}
        />
      </Page>
    ),
    answers: {
      ...everyAnswer,
      "booking.get": first.booking,
      "booking.history": history,
      "booking.availability": (range: { from: string; to: string }) =>
        availabilityIn(range, mentee),
      ...answers,
    },
    async arrive() {
      await found("main h1");
      if (!query.includes("step=") && changes.reschedule === undefined)
        await found("[data-day], [data-column]");
      await arrive?.();
    },
  };
}

const chosen = "&slot=2026-12-15T17:45:00Z";
const review = `${chosen}&step=review`;
const asks = { requiresConfirmation: true, confirmer: "coach" as const };
const attemptUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRV";
const movedTo = { startTime: "2026-12-15T17:45:00.000Z", endTime: "2026-12-15T18:30:00.000Z" };
const outcome = (of: string, changes: Partial<BookingDetails> = {}) => ({
  attemptUlid,
  outcome: of,
  booking: { ...bookingDetails, ...movedTo, version: 2, ...changes },
});

/** The page that a sent move is answered with. */
function sent(
  [name, state]: readonly [name: string, state: string],
  caption: string,
  answer: unknown,
): Scene {
  return screen(name, caption, {
    query: review,
    answers: { "booking.reschedule": answer, "booking.rescheduleStatus": answer },
    async arrive() {
      await found("[data-screen=review]");
      await press("main button[type=submit]");
      await found(`[data-screen=${state}]`);
    },
  });
}

const inFlight = {
  kind: "move" as const,
  attemptUlid: null,
  by: "coach" as const,
  newStartTime: "2026-12-16T18:00:00.000Z",
  newEndTime: "2026-12-16T18:45:00.000Z",
};
const missing = { reschedule: { allowed: false as const, reason: "coachNotConnected" as const } };

/** Choosing a time, and what follows. */
export const rescheduleScenes: readonly Scene[] = [
  screen("week", "The week of the mentee", { view: "week" }),
  screen("week-all", "The week with times that conflict", { view: "week", query: "&all=1" }),
  screen("week-coach", "The week of the coach", { view: "week", changes: asCoach }),
  screen("week-chosen", "The week with a chosen time", { view: "week", query: chosen }),
  screen("month", "The month of the mentee"),
  screen("month-coach", "The month of the coach", { changes: asCoach }),
  screen("month-chosen", "A chosen time", { query: chosen }),
  screen("month-sheet", "The month over the list of a phone", {
    async arrive() {
      const opener = document.querySelector<HTMLElement>("main button[aria-haspopup=dialog]");
      opener?.click();
      await found("main h1");
    },
  }),
  screen("week-loading", "The week is read", {
    view: "week",
    hasTimes: false,
    answers: { "booking.availability": noAnswerYet },
  }),
  screen("month-loading", "The month is read", {
    hasTimes: false,
    answers: { "booking.availability": noAnswerYet },
  }),
  screen("week-failed", "The week can’t be read", {
    view: "week",
    hasTimes: false,
    answers: { "booking.availability": refusal("CAL_UNAVAILABLE") },
    arrive: async () => void (await found("[data-screen=failed]")),
  }),
  screen("month-failed", "The month can’t be read", {
    hasTimes: false,
    answers: { "booking.availability": refusal("CAL_UNAVAILABLE") },
    arrive: async () => void (await found("[data-screen=failed]")),
  }),
  screen("week-unknown", "The week of a coach whose mentee is not connected", {
    view: "week",
    changes: { ...asCoach, menteeConnection: "notConnected" },
    mentee: "notConnected",
  }),
  screen("week-not-connected", "The week of a mentee who is not connected", {
    view: "week",
    changes: { menteeConnection: "notConnected" },
    mentee: "notConnected",
  }),
  screen("month-not-connected", "The month of a mentee who is not connected", {
    changes: { menteeConnection: "notConnected" },
    mentee: "notConnected",
  }),
  screen("month-unreachable", "The mentee’s calendar can’t be read", { mentee: "unreachable" }),
  screen("week-asks", "The coach has to confirm", { view: "week", changes: asks }),
  screen("week-in-flight", "The meeting is being moved", {
    view: "week",
    changes: { inFlight, reschedule: { allowed: false, reason: "inProgress" } },
  }),
  screen("coach-not-connected", "The coach has to connect first", {
    changes: { ...asCoach, coachConnection: "notConnected", ...missing },
  }),
  screen("coach-not-connected-mentee", "The mentee lets the coach know", {
    changes: { coachConnection: "needsReconnect", ...missing },
  }),
  screen("review", "Review before the move", { query: review }),
  screen("review-override", "Review of a time that conflicts", {
    query: "&slot=2026-12-15T15:00:00Z&step=review",
    changes: asCoach,
  }),
  screen("review-asks", "Review before asking", { query: review, changes: asks }),
  sent(["committing", "committing"], "Sent, waiting for the answer", noAnswerYet),
  sent(["done", "done"], "Moved", outcome("moved")),
  sent(
    ["awaiting", "awaitingConfirmation"],
    "Asked",
    outcome("awaitingConfirmation", { status: "pending", requiresConfirmation: true }),
  ),
  sent(["confirming", "confirming"], "Not known yet whether it moved", outcome("confirming")),
  sent(["taken", "conflict"], "The time was just taken", refusal("SLOT_TAKEN")),
  sent(["failed", "failed"], "Not moved", refusal("CAL_UNAVAILABLE")),
  sent(
    ["reconnect", "reconnect"],
    "Cal.com no longer accepts the connection",
    refusal("CAL_RECONNECT_REQUIRED", { who: "mentee" }),
  ),
  screen("over", "A meeting that is over can’t be moved", {
    changes: { reschedule: { allowed: false, reason: "past" } },
  }),
];
