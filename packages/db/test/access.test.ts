import { describe, expect, it } from "vitest";
import type { DbClient } from "../src/clients.ts";
import { createServerAuthClient } from "../src/index.ts";
import {
  anonymousClient,
  clientOf,
  clientWith,
  db,
  dbOf,
  makeMeeting,
  makeUser,
  moveOf,
  sending,
  signToken,
  supabase,
} from "./fixtures.ts";

const closedTables = [
  "CalIntegrations",
  "RescheduleAttempts",
  "Outbox",
  "MailSuppressions",
  "BookingCalRefs",
  "HeldTimes",
  "OAuthStates",
  "CalendarConsents",
  "UserAddresses",
  "WebhookInbox",
  "ChangeFeed",
  "RateLimits",
] as const;
const DENIED = "42501";
const { url, issuer } = supabase;

async function movedMeeting() {
  const meeting = await makeMeeting();
  await sending(meeting);
  await db.attempts.apply(moveOf(meeting));
  return meeting;
}

const codeOf = async (query: PromiseLike<{ error: { code: string } | null }>) =>
  (await query).error?.code;

const allDenied = (answers: object) =>
  Object.fromEntries(Object.keys(answers).map((key) => [key, DENIED]));

describe("the access of a participant", () => {
  it("covers their bookings with the other's name and time zone, the history, and their own notifications", async () => {
    const { coach, mentee, bookingUlid } = await movedMeeting();

    for (const person of [coach, mentee]) {
      const own = dbOf(person);
      const booking = await own.bookings.getForParticipant({ bookingUlid, userUlid: person.ulid });
      expect(booking?.coach).toEqual({
        ulid: coach.ulid,
        name: coach.name,
        timeZone: coach.timeZone,
      });
      expect(booking?.mentee.name).toBe(mentee.name);
      expect(await own.events.list({ bookingUlid })).toHaveLength(1);

      const { items } = await own.notifications.list({
        userUlid: person.ulid,
        cursor: null,
        limit: 9,
      });
      expect(items.map((item) => item.userUlid)).toEqual([person.ulid]);
      const others = person === coach ? mentee.ulid : coach.ulid;
      const foreign = await own.notifications.list({ userUlid: others, cursor: null, limit: 9 });
      expect(foreign.items).toEqual([]);
    }
  });

  it("never covers email addresses, Clerk ids or earlier Cal.com uids", async () => {
    const { mentee, coach } = await movedMeeting();
    const client = clientOf(mentee);

    for (const column of ["email", "clerkUserId", "*"]) {
      expect(await codeOf(client.from("User").select(column).eq("ulid", coach.ulid))).toBe(DENIED);
      expect(await codeOf(client.from("User").select(column).eq("ulid", mentee.ulid))).toBe(DENIED);
    }
    expect(await codeOf(client.from("User").select("ulid").like("email", "%"))).toBe(DENIED);
    expect(await codeOf(client.from("BookingEvents").select("fromCalUid"))).toBe(DENIED);
    await expect(dbOf(mentee).users.getByUlid(coach.ulid)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("the access of a user without bookings", () => {
  it("covers only their own row", async () => {
    const { bookingUlid, coach } = await movedMeeting();
    const stranger = await makeUser("Robin Vale");
    const own = dbOf(stranger);

    const asSelf = { bookingUlid, userUlid: stranger.ulid };
    const asCoach = { bookingUlid, userUlid: coach.ulid };
    expect(await own.bookings.getForParticipant(asSelf)).toBeNull();
    expect(await own.bookings.getForParticipant(asCoach)).toBeNull();
    expect(await db.bookings.getForParticipant(asSelf)).toBeNull();
    expect(await own.events.list({ bookingUlid })).toEqual([]);
    const now = Date.now();
    for (const person of [coach, stranger]) {
      const page = {
        userUlid: person.ulid,
        when: "upcoming",
        now,
        cursor: null,
        limit: 9,
      } as const;
      expect((await own.bookings.list(page)).items).toEqual([]);
    }
    const { data } = await clientOf(stranger).from("User").select("ulid");
    expect(data).toEqual([{ ulid: stranger.ulid }]);
  });

  it("is empty for a token of an unknown user", async () => {
    await movedMeeting();
    const client = clientWith(() => signToken("user_unknown"));

    for (const table of ["Bookings", "BookingEvents", "Notifications"] as const) {
      expect((await client.from(table).select("version")).data).toEqual([]);
    }
    expect((await client.from("User").select("ulid")).data).toEqual([]);
  });
});

describe("row-level security and grants", () => {
  const clients = async (): Promise<[string, DbClient][]> => {
    const { coach, mentee } = await movedMeeting();
    return [
      ["a coach", clientOf(coach)],
      ["a mentee", clientOf(mentee)],
      ["a stranger", clientOf(await makeUser())],
      ["anonymous", anonymousClient],
    ];
  };

  it.each(closedTables)("deny reads of %s to every client but the server's", async (table) => {
    const answers: Record<string, string | undefined> = {};
    for (const [who, client] of await clients())
      answers[who] = await codeOf(client.from(table).select("*"));

    expect(answers).toEqual(allDenied(answers));
  });

  it.each(["User", "Bookings", "BookingEvents", "Notifications"] as const)(
    "deny reads of %s to an anonymous client",
    async (table) => {
      expect(await codeOf(anonymousClient.from(table).select("*"))).toBe(DENIED);
    },
  );

  it("deny inserts, updates and deletes to every client but the server's", async () => {
    const { bookingUlid, coach } = await movedMeeting();
    const answers: Record<string, string | undefined> = {};
    for (const [who, client] of [...(await clients()), ["its coach", clientOf(coach)] as const]) {
      const queries = {
        rename: client.from("Bookings").update({ title: "x" }).eq("ulid", bookingUlid),
        erase: client.from("BookingEvents").delete().eq("bookingUlid", bookingUlid),
        become: client.from("User").update({ name: "x" }).eq("ulid", coach.ulid),
        forge: client.from("Notifications").update({ reason: "x" }).eq("userUlid", coach.ulid),
        forget: client.from("Notifications").delete().eq("userUlid", coach.ulid),
        refer: client.from("BookingCalRefs").insert({ calBookingUid: "x", bookingUlid }),
      };
      for (const [what, query] of Object.entries(queries))
        answers[`${who}: ${what}`] = await codeOf(query);
    }

    expect(answers).toEqual(allDenied(answers));
  });

  it("deny functions that change data to every client but the server's", async () => {
    const { bookingUlid } = await makeMeeting();
    const answers: Record<string, string | undefined> = {};
    for (const [who, client] of await clients()) {
      const queries = {
        disconnect: client.rpc("cal_integration_disconnect", { p_user_ulid: bookingUlid }),
        claim: client.rpc("outbox_claim_batch", { p_limit: 1, p_lease_ms: 1 }),
        takeOver: client.rpc("reschedule_claim_due", { p_limit: 1, p_lease_ms: 1 }),
        cancel: client.rpc("booking_set_upstream_status", {
          p_cal_uid: "x",
          p_status: "cancelled",
          p_new_ulids: [],
        }),
      };
      for (const [what, query] of Object.entries(queries))
        answers[`${who}: ${what}`] = await codeOf(query);
    }

    expect(answers).toEqual(allDenied(answers));
  });

  it("reject tokens that are forged, expired, or claim to be a superuser", async () => {
    const { coach } = await movedMeeting();
    const [header, , signature] = (await signToken(coach.clerkUserId)).split(".");
    const claims = JSON.stringify({ role: "authenticated", sub: coach.clerkUserId, iss: issuer });
    const tokens = {
      forged: `${header}.${Buffer.from(claims).toString("base64url")}.${signature}`,
      expired: await signToken(coach.clerkUserId, {}, "-2 minutes"),
      superuser: await signToken(coach.clerkUserId, { role: "postgres" }),
    };

    const opened: string[] = [];
    for (const [kind, token] of Object.entries(tokens)) {
      const { error } = await clientWith(async () => token)
        .from("Bookings")
        .select("ulid");
      if (!error) opened.push(kind);
    }
    expect(opened).toEqual([]);
  });

  it("reject a wrong API key", async () => {
    const client = createServerAuthClient({ url, secretKey: "sb_secret_somebody_elses" });

    expect((await client.from("Bookings").select("ulid")).error).not.toBeNull();
  });

  it("keep the concurrent requests of two users apart", async () => {
    const [one, two] = await Promise.all([movedMeeting(), movedMeeting()]);
    const asked = Array.from({ length: 40 }, async (_, index) => {
      const { coach, bookingUlid } = index % 2 ? one : two;
      const { data } = await clientOf(coach).from("Bookings").select("ulid");
      return JSON.stringify(data) === JSON.stringify([{ ulid: bookingUlid }]);
    });

    expect(await Promise.all(asked)).toEqual(Array(40).fill(true));
  });
});

describe("marking notifications as read", () => {
  it("works once, with the user's own client, for their own notifications", async () => {
    const { mentee, coach } = await movedMeeting();
    const own = dbOf(mentee);
    const [notification] = (
      await own.notifications.list({ userUlid: mentee.ulid, cursor: null, limit: 1 })
    ).items;
    const notificationUlid = notification?.ulid ?? "";

    expect(await own.notifications.unreadCount({ userUlid: mentee.ulid })).toBe(1);
    expect(await own.notifications.markRead({ userUlid: mentee.ulid, notificationUlid })).toBe(
      true,
    );
    const { items } = await own.notifications.list({
      userUlid: mentee.ulid,
      cursor: null,
      limit: 1,
    });
    const readAt = items[0]?.readAt;
    expect(readAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

    expect(await own.notifications.markRead({ userUlid: mentee.ulid, notificationUlid })).toBe(
      true,
    );
    const again = await own.notifications.list({ userUlid: mentee.ulid, cursor: null, limit: 1 });
    expect(again.items[0]?.readAt).toBe(readAt);
    expect(await own.notifications.unreadCount({ userUlid: mentee.ulid })).toBe(0);

    const asOther = { userUlid: coach.ulid, notificationUlid };
    expect(await dbOf(coach).notifications.markRead(asOther)).toBe(false);
  });

  it("changes nothing of another user's, even when addressed by ulid", async () => {
    const { mentee, coach } = await movedMeeting();
    await dbOf(coach).notifications.markAllRead({ userUlid: mentee.ulid });
    expect(await db.notifications.unreadCount({ userUlid: mentee.ulid })).toBe(1);

    await dbOf(mentee).notifications.markAllRead({ userUlid: mentee.ulid });
    expect(await db.notifications.unreadCount({ userUlid: mentee.ulid })).toBe(0);
  });
});
