import { createHash } from "node:crypto";
import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { createDb } from "../src/index.ts";
import { ulid } from "ulid";
import {
  clientOf,
  db,
  dbOf,
  iso,
  makeMeeting,
  makeUser,
  type Meeting,
  newCalUserId,
  prepared,
  sql,
} from "./fixtures.ts";

type Reader = Meeting["coach"];

const plansOf = ({ start }: Meeting) => ({
  now: start - 7 * dayMs,
  view: { start, end: start + dayMs },
  plans: { start: start - dayMs, end: start + 30 * dayMs },
  beyondMs: 63 * dayMs,
});

async function read(meeting: Meeting, reader: Reader, from = db) {
  const { bookingUlid } = meeting;
  const { clerkUserId } = reader;
  return from.bookingContexts.read({ clerkUserId, bookingUlid, plans: plansOf(meeting) });
}

const connect = (userUlid: string, apiKey: string) =>
  db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid,
    apiKey,
    me: { calUserId: newCalUserId(), calUsername: "sam", calEmail: null },
  });

describe("what is around a booking", () => {
  it("is the reader, the booking, both accounts, what is in flight and the consent, in one request", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee, bookingUlid, calUid } = meeting;
    await connect(coach.ulid, "cal_live_coach");
    await connect(mentee.ulid, "cal_live_mentee");
    const other = await makeMeeting({ coach, start: meeting.start + dayMs });
    const attempt = await prepared(other);
    const pair = { coachUserUlid: coach.ulid, menteeUserUlid: mentee.ulid };
    const agreed = { lengths: [45], gridMinutes: 15, gridPhase: 0, source: "mentee" } as const;
    await db.consents.allow({ ...pair, ...agreed });

    const { user, around } = await read(meeting, mentee);

    expect(user).toEqual(await db.users.getByUlid(mentee.ulid));
    const participant = { bookingUlid, userUlid: mentee.ulid };
    expect(around?.booking).toEqual(await db.bookings.getForParticipant(participant));
    expect(around?.booking.calBookingId).toBe(calUid);
    expect(around?.inFlight).toEqual([attempt]);
    expect(around?.consent).toEqual(await db.consents.get(pair));
    expect(around?.coachRemindedAt).toBeNull();
    const accounts = [around?.coachAccount, around?.menteeAccount];
    const opened = accounts.map(async (each) => each && db.calConnections.unseal(each));
    const tokens = await Promise.all(opened);
    expect(tokens.map((each) => each?.token.reveal())).toEqual([
      "cal_live_coach",
      "cal_live_mentee",
    ]);
    expect(tokens[0]).toEqual(await db.calConnections.getWithToken(coach.ulid));
    expect(JSON.stringify(accounts)).not.toContain("cal_live");
  });

  it("is all that takes place around the view and after the booking, of four hundred too", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee, start } = meeting;
    const at = `'${iso(start + hourMs)}'::timestamptz + i * interval '2 hours'`;
    const prefix = coach.ulid.slice(0, 21);
    await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime", "status")
      select '${prefix}' || lpad(i::text, 5, '0'), '${meeting.bookingUlid}' || i, '${coach.ulid}',
      '${mentee.ulid}', 'One of many', 1, 30, ${at}, ${at} + interval '30 minutes',
      case i % 3 when 0 then 'accepted' when 1 then 'pending' else 'cancelled' end
      from generate_series(0, 599) as i`);
    const attended = await makeMeeting({ mentee: coach, start: start + 2 * hourMs });
    await makeMeeting({ coach, start: start + 200 * dayMs });
    const before = await makeMeeting({ coach, start: start - dayMs - 10 * minuteMs });

    const { around } = await read(meeting, coach);

    expect(around?.plans).toHaveLength(401);
    expect(around?.plans.slice(0, 3)).toEqual([
      {
        start: before.start,
        end: before.start + 45 * minuteMs,
        menteeUserUlid: before.mentee.ulid,
      },
      {
        start: start + hourMs,
        end: start + hourMs + 30 * minuteMs,
        menteeUserUlid: mentee.ulid,
      },
      { start: start + 3 * hourMs, end: start + 3.5 * hourMs, menteeUserUlid: null },
    ]);
    expect(around?.own.slice(0, 2)).toEqual([
      { start: start + hourMs, end: start + 1.5 * hourMs, title: "One of many" },
      { start: attended.start, end: attended.start + 45 * minuteMs, title: "Leadership coaching" },
    ]);
    expect(around?.own.every((each) => each.start < start + dayMs)).toBe(true);
    const asMentee = await read(meeting, mentee);
    expect(asMentee.around?.plans).toEqual(around?.plans);
    expect(asMentee.around?.own).toEqual([]);
  });

  it("is nothing to a stranger, to someone unknown, and to a mentee who does not know the coach", async () => {
    const meeting = await makeMeeting();
    const stranger = await makeUser("Robin Vale");
    const { bookingUlid, mentee } = meeting;
    expect(await read(meeting, stranger)).toEqual({
      user: await db.users.getByUlid(stranger.ulid),
      around: null,
      leases: [],
    });
    const unknown = { clerkUserId: "user_unknown", bookingUlid, plans: null };
    expect(await db.bookingContexts.read(unknown)).toEqual({
      user: null,
      around: null,
      leases: [],
    });

    await db.consents.disown({ menteeUserUlid: mentee.ulid, bookingUlid });

    expect((await read(meeting, mentee)).around).toBeNull();
    expect((await read(meeting, meeting.coach)).around).not.toBeNull();
  });
});

describe("calls to Cal.com that are leased with a booking", () => {
  const lease = { own: 740, guests: 640, guest: 250, batch: 8 };
  const leasesFor = async (meeting: Meeting, { clerkUserId }: Reader) => {
    const { bookingUlid } = meeting;
    const asked = { clerkUserId, bookingUlid, plans: null, lease };
    return (await db.bookingContexts.read(asked)).leases;
  };
  const keyOf = (name: string) => createHash("sha256").update(name).digest("base64url");

  it("are of the reader's own account, and of the other one's the reader's part too", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee } = meeting;
    await connect(coach.ulid, "cal_live_coach");
    await connect(mentee.ulid, "cal_live_mentee");

    const leased = (await leasesFor(meeting, mentee)).map(({ key, permille, granted }) => ({
      key,
      permille,
      granted,
    }));

    expect(leased).toHaveLength(3);
    expect(leased).toEqual(
      expect.arrayContaining([
        { key: keyOf(`account ${mentee.ulid}`), permille: 740, granted: 8 },
        { key: keyOf(`account ${coach.ulid}`), permille: 640, granted: 8 },
        { key: keyOf(`account ${coach.ulid} by ${mentee.ulid}`), permille: 250, granted: 8 },
      ]),
    );
  });

  it("are of the mentee's account for a coach only who may see when the mentee is busy", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee } = meeting;
    await connect(coach.ulid, "cal_live_coach");
    await connect(mentee.ulid, "cal_live_mentee");
    expect(await leasesFor(meeting, coach)).toHaveLength(1);

    const agreed = { lengths: [45], gridMinutes: 15, gridPhase: 0, source: "mentee" } as const;
    await db.consents.allow({ menteeUserUlid: mentee.ulid, coachUserUlid: coach.ulid, ...agreed });

    expect(await leasesFor(meeting, coach)).toHaveLength(3);
  });

  it("are none of an account that is not connected, and none for a stranger", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee } = meeting;
    await connect(coach.ulid, "cal_live_coach");
    await connect(mentee.ulid, "cal_live_mentee");
    await db.calConnections.disconnect(mentee.ulid);

    const keys = (await leasesFor(meeting, coach)).map(({ key }) => key);

    expect(keys).toEqual([keyOf(`account ${coach.ulid}`)]);
    expect(await leasesFor(meeting, await makeUser("Robin Vale"))).toEqual([]);
  });
});

describe("what is around a booking, read for a session", () => {
  it("is nothing where row-level security lets its token read none, whoever is named", async () => {
    const meeting = await makeMeeting();
    const stranger = await makeUser("Robin Vale");

    expect((await read(meeting, meeting.coach, dbOf(meeting.coach))).around).not.toBeNull();
    expect((await read(meeting, meeting.coach, dbOf(stranger))).around).toBeNull();
  });

  it("cannot be asked for by its people themselves, who must not have tokens or uids", async () => {
    const meeting = await makeMeeting();
    const withoutServer = createDb({ client: clientOf(meeting.coach) });

    await expect(read(meeting, meeting.coach, withoutServer)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
