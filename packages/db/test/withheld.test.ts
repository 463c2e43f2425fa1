import { describe, expect, it } from "vitest";
import type { DbClient } from "../src/clients.ts";
import {
  anonymousClient,
  clientOf,
  db,
  dbOf,
  makeMeeting,
  makeUser,
  serverClient,
} from "./fixtures.ts";

const DENIED = "42501";
const codeOf = async (query: PromiseLike<{ error: { code: string } | null }>) =>
  (await query).error?.code;

describe("the uid by which a booking is known to Cal.com", () => {
  it("is on no way open to its people, who could move or cancel the booking with it", async () => {
    const { coach, mentee, bookingUlid, calUid: uid } = await makeMeeting();
    for (const person of [coach, mentee]) {
      const bookings = () => clientOf(person).from("Bookings");
      for (const column of ["calBookingId", "calSeriesUid", "*"])
        expect([column, await codeOf(bookings().select(column))]).toEqual([column, DENIED]);
      expect(await codeOf(bookings().select("ulid").eq("calBookingId", uid))).toBe(DENIED);
      expect(await codeOf(bookings().select("ulid").order("calBookingId"))).toBe(DENIED);
      const page = { userUlid: person.ulid, when: "upcoming", now: Date.now() } as const;
      const { items } = await dbOf(person).bookings.list({ ...page, cursor: null, limit: 9 });
      expect(items.map((item) => item.ulid)).toEqual([bookingUlid]);
      const { data } = await clientOf(person).rpc("bookings_list", {
        p_user_ulid: person.ulid,
        p_is_upcoming: true,
        p_now: new Date().toISOString(),
        p_since: "-infinity",
        p_changed_since: "-infinity",
        p_filter: {},
        p_is_before: false,
        p_start: null,
        p_ulid: null,
        p_limit: 9,
      });
      expect(JSON.stringify(data)).toContain(bookingUlid);
      expect(JSON.stringify(data)).not.toContain(uid);
    }
  });

  it("is read by the server beside the row that its people may read", async () => {
    const { coach, bookingUlid } = await makeMeeting();
    const asked = { bookingUlid, userUlid: coach.ulid };
    const own = await dbOf(coach).bookings.getForParticipant(asked);
    expect(own).toEqual(await db.bookings.getForParticipant(asked));
    expect(own?.calBookingId).toMatch(/^cal-/);
  });
});

describe("a planner's estimate, which counts rows that its reader may not see", () => {
  it("is given to no one but the server, and an exact count is given to everyone", async () => {
    await makeMeeting();
    const asked = (client: DbClient, count: "planned" | "estimated" | "exact") =>
      client.from("User").select("ulid", { count, head: true });
    const stranger = clientOf(await makeUser());

    for (const count of ["planned", "estimated"] as const) {
      expect([count, (await asked(stranger, count)).status]).toEqual([count, 403]);
      expect([count, (await asked(anonymousClient, count)).status]).toEqual([count, 403]);
      expect([count, (await asked(serverClient, count)).error]).toEqual([count, null]);
    }
    expect((await asked(stranger, "exact")).count).toBe(1);
  });
});
