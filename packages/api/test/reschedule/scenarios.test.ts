import { describe, expect, it } from "vitest";
import { runTick } from "../support/run-tick.ts";
import {
  arrangeMeeting,
  makeMenteeBusy,
  type Meeting,
  type MoveInput,
  type PersonKey,
} from "../support/meeting.ts";
import { calBookings, countMoves, mailTo } from "../support/services.ts";

const other = { coach: "mentee", mentee: "coach" } as const;

interface Expected {
  meeting: Meeting;
  mover: "coach" | "mentee";
  move: MoveInput;
}

/** Every effect of one successful move, each read where it happened. */
async function expectMoved({ meeting, mover, move }: Expected) {
  const row = await meeting.row();
  expect(new Date(row.startTime).toISOString()).toBe(move.newStartTime);
  expect(row.version).toBe(2);
  expect(row.calBookingId).not.toBe(meeting.calUid);

  const live = (await calBookings()).find(({ uid }) => uid === row.calBookingId);
  expect(live).toMatchObject({ start: move.newStartTime, rescheduledFromUid: meeting.calUid });
  expect(await countMoves()).toBe(1);

  await runTick(meeting.ports);
  await expectTold(meeting, other[mover]);
  const receipts = await meeting.as(mover).notification.list({});
  expect(receipts.items).toHaveLength(1);
  expect(receipts.items[0]?.readAt).not.toBeNull();
}

async function expectTold(meeting: Meeting, key: PersonKey) {
  expect(await meeting.as(key).notification.unreadCount()).toEqual({ count: 1 });
  expect(await mailTo(meeting.people[key].email)).toHaveLength(1);
}

async function lastText(meeting: Meeting, key: PersonKey): Promise<string> {
  const { items } = await meeting.as(key).notification.list({});
  return items[0]?.text ?? "";
}

describe("booking.reschedule by a coach, mentee connected", () => {
  it("moves the meeting to a mutual time and notifies the mentee, who may move it again", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);

    const result = await meeting.as("coach").booking.reschedule(move);

    expect(result).toMatchObject({
      outcome: "moved",
      attemptUlid: move.attemptUlid,
      booking: {
        startTime: move.newStartTime,
        endTime: move.newEndTime,
        version: 2,
        role: "coach",
      },
    });
    await expectMoved({ meeting, mover: "coach", move });
    expect(await lastText(meeting, "mentee")).toContain("you can move it again");
  });

  it("requires an override and a reason for a time at which the mentee is busy", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await makeMenteeBusy(meeting, { start: move.newStartTime, end: move.newEndTime });
    const { reschedule } = meeting.as("coach").booking;

    const conflict = {
      cause: { code: "MENTEE_CONFLICT", details: { verdict: "menteeBusy", reasonRequired: true } },
    };
    await expect(reschedule(move)).rejects.toMatchObject(conflict);
    await expect(
      reschedule({ ...move, attemptUlid: meeting.moveTo(11).attemptUlid, overrideConflict: true }),
    ).rejects.toMatchObject(conflict);
    expect(await countMoves()).toBe(0);

    const forced = {
      ...meeting.moveTo(11),
      overrideConflict: true,
      reason: "The room is only free then.",
    };
    expect(await reschedule(forced)).toMatchObject({ outcome: "moved" });
    await expectMoved({ meeting, mover: "coach", move: forced });
    const text = await lastText(meeting, "mentee");
    expect(text).toContain("Sam Coach chose this time although your calendar looked busy.");
    expect(text).toContain("The room is only free then.");
  });

  it("requires an override and a reason for a time outside the mentee's working hours", async () => {
    const meeting = await arrangeMeeting();

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(6))).rejects.toMatchObject({
      cause: { code: "MENTEE_CONFLICT", details: { verdict: "outsideMenteeHours" } },
    });
  });
});

describe("booking.reschedule by a coach, mentee not connected", () => {
  it("moves the meeting on the coach's calendar alone and asks the mentee to check theirs", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const move = meeting.moveTo(6);

    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({ outcome: "moved" });

    await expectMoved({ meeting, mover: "coach", move });
    expect(await lastText(meeting, "mentee")).toContain(
      "Make sure this time works for you. Let us know if you need to change it.",
    );
  });
});

describe("booking.reschedule by a connected mentee", () => {
  it("moves the meeting to a mutual time and notifies the coach", async () => {
    const meeting = await arrangeMeeting();
    const move = { ...meeting.moveTo(12), reason: "Dentist" };

    expect(await meeting.as("mentee").booking.reschedule(move)).toMatchObject({ outcome: "moved" });

    await expectMoved({ meeting, mover: "mentee", move });
    const text = await lastText(meeting, "coach");
    expect(text).toContain("Maya Mentee moved “Leadership coaching” from");
    expect(text).toContain("15:00 – 16:00 (Nairobi, UTC+3)");
    expect(text).toContain("Dentist");
  });

  it("lets the mentee override a conflict of their own without a reason", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await makeMenteeBusy(meeting, { start: move.newStartTime, end: move.newEndTime });
    const { reschedule } = meeting.as("mentee").booking;

    await expect(reschedule(move)).rejects.toMatchObject({
      cause: { code: "MENTEE_CONFLICT", details: { reasonRequired: false } },
    });

    const forced = { ...meeting.moveTo(11), overrideConflict: true };
    expect(await reschedule(forced)).toMatchObject({ outcome: "moved" });
    await expectMoved({ meeting, mover: "mentee", move: forced });
    expect(await lastText(meeting, "coach")).not.toContain("busy");
  });
});

describe("booking.reschedule by a mentee who is not connected", () => {
  it("moves the meeting without a token of the mentee's and notifies the coach", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const move = meeting.moveTo(13, { days: 1 });

    expect(await meeting.as("mentee").booking.reschedule(move)).toMatchObject({ outcome: "moved" });

    await expectMoved({ meeting, mover: "mentee", move });
  });

  it("names the coach as the one whose Cal.com connection failed", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false, coachConnected: false });

    await expect(meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject(
      {
        code: "PRECONDITION_FAILED",
        cause: { code: "CAL_NOT_CONNECTED", details: { who: "coach" } },
      },
    );
    expect(await countMoves()).toBe(0);
  });
});

describe("booking.reschedule of an event type that requires confirmation", () => {
  it("leaves a mentee's move awaiting the coach's confirmation", async () => {
    const meeting = await arrangeMeeting({ eventType: { requiresConfirmation: true } });

    const result = await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    expect(result).toMatchObject({
      outcome: "awaitingConfirmation",
      booking: { status: "pending", requiresConfirmation: true, confirmer: "coach" },
    });
    expect(await lastText(meeting, "coach")).toContain("Confirm or decline the new one in Reslot.");
  });

  it("settles a coach's move at once", async () => {
    const meeting = await arrangeMeeting({ eventType: { requiresConfirmation: true } });

    const result = await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    expect(result).toMatchObject({ outcome: "moved", booking: { status: "accepted" } });
  });
});
