import { dayMs, formatInstant, hourMs, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import { expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { calControl, calLog, sql } from "../support/services.ts";

const mentees = 40;
const monthMs = 30 * dayMs;

/** A meeting of the same coach with each of so many people who have not connected a calendar. */
async function addMentees({ people, eventTypeId, moveTo, ports }: Meeting) {
  const first = parseInstant(moveTo(6).newStartTime);
  return Promise.all(
    Array.from({ length: mentees }, async (_, index) => {
      const id = ulid();
      const clerkUserId = `user_${id}`;
      const email = `${id.toLowerCase()}@example.com`;
      const name = `Mentee ${index}`;
      await ports.db.users.saveProfile({ ulid: id, clerkUserId, email, otherEmails: [], name });
      const start = formatInstant(first + Math.floor(index / 4) * dayMs + (index % 4) * hourMs);
      const { uid, end } = await calControl<{ uid: string; end: string }>("bookings", {
        eventTypeId,
        start,
        attendee: { name: `Mentee ${index}`, email, timeZone: "UTC" },
      });
      const bookingUlid = ulid();
      await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
        "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${bookingUlid}', '${uid}',
        '${people.coach.ulid}', '${id}', 'Coaching', ${eventTypeId}, 60, '${start}', '${end}')`);
      const caller = createCaller(() =>
        createContext(ports)({
          caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
          request: { origin: null, contentType: null, requestId: id },
        }),
      );
      return { bookingUlid, caller };
    }),
  );
}

it("forty mentees of one coach look at three months each, at Cal.com's real limits", async () => {
  const meeting = await arrangeMeeting();
  const all = await addMentees(meeting);
  const { newStartTime } = meeting.moveTo(0);
  const from = parseInstant(newStartTime);
  await calControl("limits", { perKey: 120, perToken: 500, anonymous: 120, blockS: 60 });
  const before = (await calLog()).length;

  for (let month = 0; month < 3; month += 1) {
    const range = {
      from: formatInstant(from + month * monthMs),
      to: formatInstant(from + (month + 1) * monthMs),
      timeZone: "UTC",
    };
    const looks = all.map(({ caller, bookingUlid }) =>
      caller.booking.availability({ bookingUlid, ...range }),
    );
    const answers = await Promise.all(looks);
    expect(answers.filter(({ slots }) => slots.length > 0)).toHaveLength(mentees);
  }

  const calls = (await calLog()).slice(before);
  const slots = calls.filter(({ path }) => path.includes("/slots?"));
  const own = slots.filter(({ path }) => path.includes("bookingUidToReschedule"));
  process.stdout.write(
    `Calls for ${mentees} × 3 months: ${calls.length}, of them ${slots.length} for slots: ${own.length} for one booking, ${slots.length - own.length} for all\n`,
  );
  expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  expect(slots.length - own.length).toBeLessThanOrEqual(10);
  expect(calls.length).toBeLessThanOrEqual(90);
});
