import { addDays, hourMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { arrangeMeeting } from "../support/meeting.ts";

describe("the list of a person's meetings", () => {
  it("is searched, filtered and counted by the days of a time zone", async () => {
    const meeting = await arrangeMeeting();
    const { booking } = meeting.withSession("mentee");
    const { newStartTime } = meeting.moveTo(9);
    const startOf = async (input: Parameters<typeof booking.list>[0]) => {
      const { items, total, days, counts } = await booking.list(input);
      expect([items.length, counts.all]).toEqual([total, 1]);
      return { total, days };
    };
    const timeZone = "Pacific/Kiritimati"; // 14 hours ahead
    const ahead = new Date(Date.parse(newStartTime) + 14 * hourMs).toISOString().slice(0, 10);

    const all = { when: "upcoming" as const, timeZone };
    const found = { total: 1, days: [{ date: ahead, count: 1 }] };
    const none = { total: 0, days: [] };
    expect(await startOf({ ...all, search: "  SÁM  coach " })).toEqual(found);
    expect(await startOf({ ...all, search: "sam nobody" })).toEqual(none);
    expect(await startOf({ ...all, on: ahead })).toEqual(found);
    expect(await startOf({ ...all, on: addDays(ahead, 1) })).toEqual(none);
    expect(await startOf({ ...all, filter: "offered" })).toEqual(none);
    const { ulid: personUlid } = meeting.people.coach;
    expect(await startOf({ ...all, withPersonUlid: personUlid })).toEqual(found);
    expect(await startOf({ ...all, withPersonUlid: meeting.people.mentee.ulid })).toEqual(none);
    await expect(booking.list({ when: "upcoming", on: ahead })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await meeting.withSession("mentee").booking.reschedule(meeting.moveTo(11));
    expect((await booking.list({ ...all, filter: "changed" })).items).toMatchObject([
      { version: 2, lastMove: { by: "mentee", fromStartTime: newStartTime }, inFlight: null },
    ]);
  });
});
