import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { createPorts } from "../../src/server.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { dayAvailability } from "../depth/day-availability.ts";
import { arrangeMeeting, type Meeting, type PersonKey, settingsWith } from "../support/meeting.ts";
import { addFault, sql } from "../support/services.ts";

/** Another meeting of the same coach and mentee, at Cal.com and here, at `hour` UTC of the same day. */
async function addMeeting(meeting: Meeting, hour: number): Promise<string> {
  const { newStartTime, newEndTime } = meeting.moveTo(hour);
  const { coach, stranger } = meeting.people;
  const uid = await bookAtCal(meeting, stranger, hour);
  const bookingUlid = ulid();
  await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
    "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${bookingUlid}', '${uid}',
    '${coach.ulid}', '${stranger.ulid}', 'Another one', ${meeting.eventTypeId}, 60,
    '${newStartTime}', '${newEndTime}')`);
  return bookingUlid;
}

/** The same person at another server: nothing of this one's memory is known there. */
function inAnotherProcess({ ports, people }: Meeting, key: PersonKey) {
  const { identity, log } = ports;
  const { clerkUserId } = people[key];
  const caller = { kind: "apiKey", clerkUserId, scopes: apiScopes } as const;
  const request = { origin: null, contentType: "application/json", requestId: ulid() };
  const other = createPorts(settingsWith(), { identity, log });
  return createCaller(() => createContext(other)({ caller, request }));
}

describe("the cache of a coach's times", () => {
  it("applies a move at once to the coach's other meetings", async () => {
    const meeting = await arrangeMeeting();
    const otherUlid = await addMeeting(meeting, 13);
    const other = { ...meeting, bookingUlid: otherUlid, as: () => meeting.as("stranger") };
    const startsOf = async () => (await dayAvailability(other)).slots.map(({ start }) => start);
    const [oldStart, newStart] = [meeting.moveTo(9).newStartTime, meeting.moveTo(11).newStartTime];
    const before = await startsOf();

    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    const after = await startsOf();

    expect(before).toContain(newStart);
    expect(before).not.toContain(oldStart);
    expect(after).not.toContain(newStart);
    expect(after).toContain(oldStart);
  });

  it("omits the target of a move in flight, in every process", async () => {
    const timings = { respondWithinMs: 1, postTimeoutMs: 3_000, leaseMs: 6_500, quietMs: 9_000 };
    const meeting = await arrangeMeeting({ timings });
    const otherUlid = await addMeeting(meeting, 13);
    const other = { ...meeting, bookingUlid: otherUlid, as: () => meeting.as("stranger") };
    const elsewhere = { ...other, as: () => inAnotherProcess(meeting, "stranger") };
    await addFault({ operation: "reschedule", fault: "hang" });

    const { outcome } = await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    const seen = await Promise.all([other, elsewhere].map((each) => dayAvailability(each)));

    expect(outcome).toBe("confirming");
    for (const { slots } of seen) {
      const starts = slots.map(({ start }) => start);
      expect(starts).toContain(meeting.moveTo(12).newStartTime);
      expect(starts).not.toContain(meeting.moveTo(11).newStartTime);
    }
  });
});
