import { dayMs, formatInstant, hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { clerkUser, meetingOf, newUlids, type Questions, user, type World } from "./question.ts";

const now = Math.round(performance.timeOrigin);

/** The pair of a meeting that is one question's. */
function pairOf({ size }: World, place: number, round: number) {
  const { coach, mentee } = meetingOf(size, place, round);
  return { coachUserUlid: user(coach), menteeUserUlid: user(mentee) };
}

const consents: Questions<"consents">["consents"] = {
  get: { kind: "view", ask: (world, round) => world.db.consents.get(pairOf(world, 15, round)) },
  listAllowed: {
    kind: "view",
    ask: (world, round) =>
      world.db.consents.listAllowed({ menteeUserUlids: [pairOf(world, 15, round).menteeUserUlid] }),
  },
  ofMentee: {
    kind: "view",
    ask: (world, round) => world.db.consents.ofMentee(pairOf(world, 15, round)),
  },
  listEventTypes: {
    kind: "view",
    ask: (world, round) => world.db.consents.listEventTypes(pairOf(world, 15, round)),
  },
  askFirst: {
    kind: "job",
    ask: (world, round) =>
      world.db.consents.askFirst({
        bookingUlid: meetingOf(world.size, 16, round).bookingUlid,
        byMail: true,
        newUlids: newUlids(2),
      }),
  },
  ask: {
    kind: "rare",
    ask: (world, round) =>
      world.db.consents.ask({ ...pairOf(world, 7, round), everyMs: dayMs, newUlids: newUlids(2) }),
  },
  allow: {
    kind: "rare",
    ask: (world, round) =>
      world.db.consents.allow({
        ...pairOf(world, 18, round),
        lengths: [45],
        gridMinutes: 15,
        gridPhase: 0,
        source: "mentee",
      }),
  },
  stop: { kind: "rare", ask: (world, round) => world.db.consents.stop(pairOf(world, 18, round)) },
  disown: {
    kind: "rare",
    ask: (world, round) =>
      world.db.consents.disown({
        menteeUserUlid: pairOf(world, 19, round).menteeUserUlid,
        bookingUlid: meetingOf(world.size, 19, round).bookingUlid,
      }),
  },
  restore: {
    kind: "rare",
    ask: (world, round) => world.db.consents.restore(pairOf(world, 19, round)),
  },
};

const bookings: Questions<"bookings">["bookings"] = {
  getForParticipant: {
    kind: "view",
    ask: ({ dbOf, size }, round) => {
      const { bookingUlid, coach } = meetingOf(size, 0, round);
      return dbOf(coach).bookings.getForParticipant({ bookingUlid, userUlid: user(coach) });
    },
  },
  getManyForParticipant: {
    kind: "view",
    ask: ({ dbOf, size }, round) => {
      const bookingUlids = [0, 1, 2].map((place) => meetingOf(size, place, round).bookingUlid);
      return dbOf(20 + round).bookings.getManyForParticipant({
        bookingUlids,
        userUlid: user(20 + round),
      });
    },
  },
  list: {
    kind: "view",
    mayTouch: {
      buffers: 1_000,
      why: "looks up the people and the last move of 40 meetings to come, and renders 20 of them",
    },
    ask: ({ dbOf }, round) =>
      dbOf(1 + round).bookings.list({
        userUlid: user(1 + round),
        when: round % 2 === 0 ? "upcoming" : "past",
        now,
        ...(round === 1 && { filter: { words: ["leadership"] } }),
        cursor: null,
        limit: 20,
      }),
  },
  getByUlid: {
    kind: "job",
    ask: ({ db, size }, round) => db.bookings.getByUlid(meetingOf(size, 0, round).bookingUlid),
  },
  findByCalUids: {
    kind: "poll",
    ask: ({ db, size }, round) =>
      db.bookings.findByCalUids([0, 1, 2].map((place) => meetingOf(size, place, round).calUid)),
  },
  importObserved: {
    kind: "job",
    ask: (world, round) => {
      const pair = pairOf(world, 20, round);
      return world.db.bookings.importObserved({
        ...pair,
        ulid: ulid(),
        calBookingUid: `imported-${round}`,
        title: "Leadership coaching",
        eventTypeId: 101,
        durationMinutes: 45,
        startTime: formatInstant(now + dayMs + round * hourMs),
        endTime: formatInstant(now + dayMs + round * hourMs + 45 * minuteMs),
        status: "accepted",
        ...(round % 2 === 0 && {
          series: { calSeriesUid: `imported-${round}`, position: 1, rhythm: "weekly" },
        }),
      });
    },
  },
  noteObserved: {
    kind: "job",
    ask: ({ db, size }, round) =>
      db.bookings.noteObserved([
        {
          calBookingUid: meetingOf(size, 21, round).calUid,
          coach: "Europe/Paris",
          mentee: "Europe/Paris",
          calDetails: { joinUrl: null, location: `Room ${round}`, description: null, answers: [] },
        },
      ]),
  },
  acknowledge: {
    kind: "view",
    ask: ({ db, size }, round) => {
      const { bookingUlid, mentee } = meetingOf(size, 22, round);
      return db.bookings.acknowledge({ bookingUlid, userUlid: user(mentee), version: 3 });
    },
  },
  noteEventType: {
    kind: "job",
    ask: ({ db }, round) =>
      db.bookings.noteEventType({
        coachUserUlid: user(30 + round),
        eventTypeId: 101,
        rules: {
          title: "Leadership coaching",
          lengthInMinutes: 45,
          mayChangeHost: false,
          requiresConfirmation: false,
          pendingBlocksSlot: null,
          disableRescheduling: false,
          rescheduleNoticeMinutes: null,
          slotInterval: null,
          offsetStart: 0,
          beforeEventBuffer: 0,
          afterEventBuffer: 0,
        },
      }),
  },
  listCurrent: {
    kind: "job",
    mayGrow: "a hundred rows lie in forty to a hundred pages",
    ask: ({ db }) => db.bookings.listCurrent({ coachUserUlid: user(0), cursor: null, limit: 100 }),
  },
};

const bookingContexts: Questions<"bookingContexts">["bookingContexts"] = {
  read: {
    kind: "view",
    ask: ({ dbOf, size }, round) => {
      const { bookingUlid, coach } = meetingOf(size, 0, round);
      const plans = {
        now,
        view: { start: now, end: now + 30 * dayMs },
        plans: { start: now - dayMs, end: now + 31 * dayMs },
        beyondMs: 14 * dayMs,
      };
      return dbOf(coach).bookingContexts.read({
        clerkUserId: clerkUser(coach),
        bookingUlid,
        plans,
        lease: round % 2 === 0 ? { own: 740, guests: 640, guest: 250, batch: 8 } : null,
      });
    },
  },
};

const events: Questions<"events">["events"] = {
  list: {
    kind: "view",
    ask: ({ dbOf, size }, round) => {
      const { bookingUlid, coach } = meetingOf(size, 0, round);
      return dbOf(coach).events.list({ bookingUlid });
    },
  },
};

const coachReminders: Questions<"coachReminders">["coachReminders"] = {
  remind: {
    kind: "rare",
    ask: ({ db, size }) => {
      // Number 39 of every coach's meetings; coaches 19, 39, … are not connected.
      const { coaches, mentees } = size;
      const n = 39 + coaches * 23;
      return db.coachReminders.remind({
        menteeUserUlid: user(coaches + (n % mentees)),
        bookingUlid: `2${String(n).padStart(25, "0")}`,
        everyMs: 1,
        newUlids: newUlids(2),
      });
    },
  },
  getLast: {
    kind: "view",
    ask: (world, round) => world.db.coachReminders.getLast(pairOf(world, 1, round)),
  },
};

export const questionsOfBookings: Questions<
  "consents" | "bookings" | "bookingContexts" | "events" | "coachReminders"
> = { consents, bookings, bookingContexts, events, coachReminders };
