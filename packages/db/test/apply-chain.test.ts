import { hourMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, iso, makeMeeting, type Meeting, sending, serverClient } from "./fixtures.ts";

const newUlids = () => Array.from({ length: 12 }, () => ulid());

/** Moves in a row, an hour later each. */
function chainOf({ calUid, start }: Meeting, length: number, firstUid = calUid) {
  return Array.from({ length }, (_, index) => ({
    fromCalUid: index === 0 ? firstUid : `${calUid}-${index}`,
    toCalUid: `${calUid}-${index + 1}`,
    startTime: iso(start + (index + 1) * hourMs),
    endTime: iso(start + (index + 2) * hourMs),
  }));
}

const apply = (moves: ReturnType<typeof chainOf>) =>
  db.attempts.applyChain({
    moves,
    upstreamStatus: "accepted",
    cause: "reconcile",
    newUlids: newUlids(),
  });

async function told({ bookingUlid }: Meeting) {
  const { data: notifications } = await serverClient
    .from("Notifications")
    .select("userUlid,kind,version,oldStartTime,newStartTime")
    .eq("bookingUlid", bookingUlid)
    .order("version");
  const { data: mails } = await serverClient
    .from("Outbox")
    .select("ulid")
    .like("dedupeKey", `mail:%:${bookingUlid}:%`);
  return { notifications: notifications ?? [], mails: mails ?? [] };
}

describe("a chain of moves", () => {
  it("is history hop by hop, and one notification and one mail for each person", async () => {
    const meeting = await makeMeeting();
    const moves = chainOf(meeting, 12);

    expect(await apply(moves)).toMatchObject({ applied: 12, bookingUlid: meeting.bookingUlid });

    const last = moves.at(-1);
    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      calBookingId: last?.toCalUid,
      startTime: last?.startTime,
      version: 13,
      upstreamChanged: true,
    });
    const history = await db.events.list({ bookingUlid: meeting.bookingUlid });
    expect(history.map(({ toStartTime }) => toStartTime).toSorted()).toEqual(
      moves.map(({ startTime }) => startTime).toSorted(),
    );
    const { notifications, mails } = await told(meeting);
    expect(mails).toHaveLength(2);
    expect(notifications).toHaveLength(2);
    for (const { userUlid, ...notification } of notifications) {
      expect([meeting.coach.ulid, meeting.mentee.ulid]).toContain(userUlid);
      expect(notification).toEqual({
        kind: "bookingChangedUpstream",
        version: 13,
        oldStartTime: expect.stringContaining(iso(meeting.start).slice(0, 16)),
        newStartTime: expect.stringContaining(last?.startTime.slice(0, 16) ?? "none"),
      });
    }
  });

  it("changes nothing the second time, and continues where it was recorded to", async () => {
    const meeting = await makeMeeting();
    const moves = chainOf(meeting, 3);
    await apply(moves.slice(0, 2));

    expect(await apply(moves)).toMatchObject({ applied: 1, bookingUlid: meeting.bookingUlid });
    expect(await apply(moves)).toMatchObject({ applied: 0, bookingUlid: meeting.bookingUlid });

    const { notifications, mails } = await told(meeting);
    expect([notifications.length, mails.length]).toEqual([4, 2]);
  });

  it("tells a move of ours by itself, between what was made in Cal.com before and after", async () => {
    const meeting = await makeMeeting();
    const moves = chainOf(meeting, 3);
    const attempt = await sending(meeting, { hours: 1 });

    expect(await apply(moves)).toMatchObject({ applied: 3, attemptUlid: attempt.ulid });

    const { notifications, mails } = await told(meeting);
    expect(notifications.map(({ kind, version }) => `${version} ${kind}`)).toEqual([
      "2 bookingMoved",
      "2 bookingMoved",
      "4 bookingChangedUpstream",
      "4 bookingChangedUpstream",
    ]);
    expect(mails).toHaveLength(2);
    const key = { attemptUlid: attempt.ulid, actorUserUlid: meeting.coach.ulid };
    expect(await db.attempts.get(key)).toMatchObject({ state: "APPLIED", appliedVersion: 2 });
  });

  it("is none of ours where no booking has ever had one of its uids", async () => {
    const moves = chainOf({ ...(await makeMeeting()), calUid: ulid() }, 2);

    expect(await apply(moves)).toMatchObject({ applied: 0, bookingUlid: null });
  });
});
