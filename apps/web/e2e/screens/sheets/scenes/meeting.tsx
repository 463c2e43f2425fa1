import type { BookingDetails, BookingHistory, NotMovableReason } from "@reslot/api";
import { Page } from "@/components/frame/page.tsx";
import { MeetingView } from "@/features/meeting/meeting-view.tsx";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { listOf } from "../../../../test/meetings-list.ts";
import { found, press, type Scene } from "../scene.ts";
import { asCoach, everyAnswer, history, meetingsOf, vancouver } from "./data.ts";

interface Opened {
  changes?: Partial<BookingDetails>;
  past?: BookingHistory;
  myConnection?: BookingDetails["menteeConnection"];
  now?: string;
  arrive?: () => Promise<void>;
}

function meeting(
  name: string,
  caption: string,
  { changes = {}, past = history, myConnection = "connected", now, arrive }: Opened = {},
): Scene {
  const booking = { ...bookingDetails, ...changes };
  return {
    name,
    caption,
    timeZone: booking.role === "coach" ? "Europe/London" : vancouver,
    path: `/meetings/${booking.ulid}`,
    content: () => (
      <Page>
        <MeetingView
          initial={booking}
          initialHistory={past}
          myConnection={myConnection}
          calAppUrl="https://app.cal.com"
        />
      </Page>
    ),
    answers: {
      ...everyAnswer,
      "booking.get": booking,
      "booking.history": past,
      "booking.list": listOf(
        meetingsOf(32)
          .filter((_, index) => index > 20 && index % 4 === 0)
          .map((item) => ({ ...item, title: booking.title })),
      ),
    },
    ...(now !== undefined && { now }),
    ...(arrive && { arrive }),
  };
}

const cannotMove = (reason: NotMovableReason) => ({
  reschedule: { allowed: false as const, reason },
});
const askedAt = "2026-12-09T23:40:00.000Z";
const asked: BookingHistory = {
  items: history.items
    .slice(0, 1)
    .map((item) => ({ ...item, at: askedAt, kind: "asked", actor: "mentee" })),
};
const request: Partial<BookingDetails> = {
  ...asCoach,
  status: "pending",
  needsMe: "confirm",
  requiresConfirmation: true,
  request: { askedAt, meetings: 1 },
};
const notes = {
  description:
    "We look at the plan for the next quarter.\nPlease bring the numbers of the last one.",
  answers: [
    {
      question: "What would you like to talk about?",
      answer:
        "https://docs.example.test/a-very-long-address-that-does-not-end/and-goes-on/and-on/board-paper-final-v7",
    },
  ],
};

/** The page of one meeting. */
export const meetingScenes: readonly Scene[] = [
  meeting("meeting", "A meeting as the coach sees it", { changes: asCoach }),
  meeting("meeting-mentee", "A meeting as the mentee sees it, with notes", { changes: notes }),
  meeting("meeting-past", "A meeting that is over", {
    changes: cannotMove("past"),
    now: "2026-12-15T09:00:00.000Z",
    past: { items: [] },
  }),
  meeting("meeting-cancelled", "A cancelled meeting", {
    changes: { status: "cancelled", ...cannotMove("cancelled") },
  }),
  meeting("meeting-request", "A request that waits for the coach", {
    changes: request,
    past: asked,
  }),
  meeting("meeting-asked", "A request as the mentee sees it", {
    changes: {
      status: "pending",
      requiresConfirmation: true,
      request: { askedAt, meetings: 1 },
    },
    past: asked,
  }),
  meeting("meeting-decline", "Before a request is declined", {
    changes: request,
    past: asked,
    async arrive() {
      await press("main [class*=buttons] button:nth-of-type(2)");
      await found("dialog");
    },
  }),
  meeting("meeting-gone", "A meeting that Cal.com does not know", {
    changes: { gone: true, ...cannotMove("gone") },
  }),
  meeting("meeting-coach-not-connected", "The coach’s connection has ended", {
    changes: { coachConnection: "needsReconnect", ...cannotMove("coachNotConnected") },
  }),
  meeting("meeting-consent", "Whether the coach may see when the mentee is busy", {
    past: { items: [] },
    changes: {
      needsMe: "consent",
      sharing: { state: "asked", since: "2026-12-01T09:00:00.000Z", nextAskAt: null },
    },
  }),
];
