import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  clientOf,
  db,
  LEASE_MS,
  makeMeeting,
  makeUser,
  moveOf,
  saveProfile,
  sql,
} from "./fixtures.ts";

describe("users", () => {
  it("get one row from concurrent first requests", async () => {
    const clerkUserId = `user_${ulid()}`;
    const email = `${ulid()}@example.com`;
    const save = () =>
      db.users.saveProfile({ ulid: ulid(), clerkUserId, email, otherEmails: [], name: "A" });

    const made = await Promise.all([save(), save(), save()]);
    const saved = made.filter((each) => each.outcome === "saved");
    expect(saved.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(saved.map(({ user }) => user.ulid)).size).toBe(1);
    expect(await db.users.getByClerkId(clerkUserId)).toEqual(saved[0]?.user);
    expect(await db.users.getByUlid(saved[0]?.user.ulid ?? "")).toEqual(saved[0]?.user);
    expect(await db.users.getByClerkId("user_nobody")).toBeNull();
  });

  it("report an invalid value without printing it", async () => {
    const broken = { email: "no address", name: "" };

    const error = await saveProfile(broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "DbError",
      table: "User",
      operation: "saveProfile",
      code: "INVALID",
    });
    expect(String(error)).not.toContain("no address");
  });

  it("are found by email address, ignoring case", async () => {
    const [one, two] = await Promise.all([makeUser(), makeUser()]);
    const emails = [one.email.toUpperCase(), two.email, "nobody@example.com", "%", one.email];

    const found = await db.users.findByEmails(emails);
    expect(new Set(found.map(({ user }) => user.ulid))).toEqual(new Set([one.ulid, two.ulid]));
    expect(found).toHaveLength(2);
    expect(await db.users.findByEmails([])).toEqual([]);
  });

  it("are found by the address of their connected Cal.com account, unless it is someone's own", async () => {
    const [own, connected] = await Promise.all([makeUser(), makeUser()]);
    const me = { calUsername: null, calEmail: "Work@Elsewhere.example" };
    const connect = (userUlid: string, account: { calUserId: number; calEmail: string }) =>
      db.calConnections.saveApiKey({
        ulid: ulid(),
        userUlid,
        apiKey: "cal_live_work",
        me: { ...me, ...account },
      });
    await connect(connected.ulid, { calUserId: 77_000_010, calEmail: me.calEmail });

    const address = me.calEmail.toLowerCase();
    expect(await db.users.findByEmails([address])).toEqual([{ address, user: connected }]);
    await connect(connected.ulid, { calUserId: 77_000_010, calEmail: own.email });
    expect(await db.users.findByEmails([own.email])).toMatchObject([{ user: own }]);
    await connect(connected.ulid, { calUserId: 77_000_010, calEmail: me.calEmail });
    await db.calConnections.disconnect(connected.ulid);
    expect(await db.users.findByEmails([address])).toEqual([]);
  });

  it("are updated by changes at Clerk", async () => {
    const { clerkUserId, ...user } = await makeUser("Before");
    const email = `after-${user.email}`;
    const change = { ulid: null, clerkUserId, email, otherEmails: [], name: "After" };

    expect(await db.users.saveProfile(change)).toMatchObject({
      outcome: "saved",
      isNew: false,
      fresh: [email],
      user: { ...user, name: "After", email },
    });
    expect(await db.users.findByEmails([user.email])).toEqual([]);
    expect(await db.users.saveProfile({ ...change, clerkUserId: "user_nobody" })).toEqual({
      outcome: "unknown",
    });
  });
});

describe("a user's time zone", () => {
  const sources = ["choice", "cal", "booking", "browser"] as const;
  const newUser = () => {
    const userUlid = ulid();
    const clerkUserId = `user_${userUlid}`;
    const email = `${userUlid}@example.com`;
    return saveProfile({ ulid: userUlid, clerkUserId, email, name: "Zoe" }).then(
      ({ user }) => user,
    );
  };
  const zoneOf = async (userUlid: string) => {
    const user = await db.users.getByUlid(userUlid);
    return [user?.timeZone, user?.timeZoneFrom];
  };

  it("is unknown until a source gives it", async () => {
    const { ulid: userUlid, clerkUserId } = await newUser();

    expect(await zoneOf(userUlid)).toEqual([null, null]);
    const learned = { userUlid, timeZone: "Asia/Katmandu", from: "browser" } as const;
    expect(await db.users.learnTimeZone(learned)).toBe(clerkUserId);
    expect(await db.users.learnTimeZone(learned)).toBeNull();
    expect(await zoneOf(userUlid)).toEqual(["Asia/Katmandu", "browser"]);
  });

  it("is never replaced by a weaker source, and always by a stronger one", async () => {
    for (const [knownRank, known] of sources.entries()) {
      for (const [rank, from] of sources.entries()) {
        const { ulid: userUlid } = await newUser();
        await db.users.learnTimeZone({ userUlid, timeZone: "Asia/Tokyo", from: known });

        await db.users.learnTimeZone({ userUlid, timeZone: "Asia/Dubai", from });

        const replaces = rank < knownRank || (from === known && ["choice", "cal"].includes(from));
        const expected = replaces ? ["Asia/Dubai", from] : ["Asia/Tokyo", known];
        expect(await zoneOf(userUlid), `${known}, then ${from}`).toEqual(expected);
      }
    }
  });

  it("is that of the strongest of concurrent sources", async () => {
    const { ulid: userUlid } = await newUser();
    const learn = (from: (typeof sources)[number]) =>
      db.users.learnTimeZone({ userUlid, timeZone: `Etc/GMT+${sources.indexOf(from) + 1}`, from });

    await Promise.all([...sources, ...sources.toReversed()].map(learn));

    expect(await zoneOf(userUlid)).toEqual(["Etc/GMT+1", "choice"]);
  });

  it("replaces one that was stored without a source", async () => {
    const { ulid: userUlid } = await newUser();
    await sql(`update "User" set "timeZone" = 'Asia/Tokyo' where "ulid" = '${userUlid}'`);

    await db.users.learnTimeZone({ userUlid, timeZone: "Asia/Dubai", from: "browser" });

    expect(await zoneOf(userUlid)).toEqual(["Asia/Dubai", "browser"]);
  });

  it("comes from a booking for its two people, but not back to one who has left", async () => {
    const [coach, mentee] = [await newUser(), await newUser()];
    const { calUid } = await makeMeeting({ coach, mentee });
    const learn = (coachZone: string | null, menteeZone: string | null) =>
      db.bookings.noteObserved(
        [
          { calBookingUid: calUid, coach: coachZone, mentee: menteeZone },
          { calBookingUid: "unknown", coach: "Asia/Tokyo", mentee: "Asia/Tokyo" },
          { calBookingUid: calUid, coach: null, mentee: "Asia/Riyadh" },
        ].map((seen) => ({ ...seen, calDetails: null })),
      );

    expect(await learn(null, "Asia/Tokyo")).toEqual([mentee.clerkUserId]);
    expect(await learn("Asia/Dubai", "Europe/Oslo")).toEqual([coach.clerkUserId]);
    expect(await zoneOf(coach.ulid)).toEqual(["Asia/Dubai", "booking"]);
    expect(await zoneOf(mentee.ulid)).toEqual(["Asia/Tokyo", "booking"]);
    await db.users.anonymise({ clerkUserId: mentee.clerkUserId });
    expect(await learn(null, "Asia/Tokyo")).toEqual([]);
    expect(await zoneOf(mentee.ulid)).toEqual([null, null]);
  });
});

describe("a user who deletes their account", () => {
  it("loses name, email address, tokens and unsent mail, and the meetings stay", async () => {
    const meeting = await makeMeeting();
    const { mentee, bookingUlid } = meeting;
    await db.attempts.apply(moveOf(meeting));
    await db.calConnections.saveApiKey({
      ulid: ulid(),
      userUlid: mentee.ulid,
      apiKey: "cal_live_leaving",
      me: { calUserId: 77_000_001, calUsername: "alex", calEmail: mentee.email },
    });
    const state = { userUlid: mentee.ulid, verifier: null, returnTo: "/", ttlMs: LEASE_MS };
    await db.oauthStates.create({ stateHash: "a".repeat(64), ...state });

    const { clerkUserId } = mentee;
    expect(await db.users.anonymise({ clerkUserId })).toBe(true);
    expect(await db.users.anonymise({ clerkUserId })).toBe(false);

    expect(await db.users.getByClerkId(clerkUserId)).toBeNull();
    expect(await db.users.findByEmails([mentee.email])).toEqual([]);
    expect(await db.calConnections.getWithToken(mentee.ulid)).toBeNull();
    expect(await db.oauthStates.take("a".repeat(64))).toBeNull();
    const booking = await db.bookings.getByUlid(bookingUlid);
    expect(booking?.mentee).toMatchObject({ ulid: mentee.ulid, name: "Deleted user" });
    expect(await db.events.list({ bookingUlid })).toHaveLength(1);
    const waiting = await sql<{ dedupeKey: string; lastError: string | null }>(
      `select "dedupeKey", "lastError" from public."Outbox" where "dedupeKey" like '%${bookingUlid}%' order by "deadAt" nulls last`,
    );
    expect(waiting.map((row) => row.lastError)).toEqual(["The user deleted their account.", null]);
    expect(waiting[0]?.dedupeKey).toContain(mentee.ulid);
  });

  it("leaves no personal data in the database, and their session reads nothing", async () => {
    const meeting = await makeMeeting({ mentee: await makeUser("Robin Unmistakable") });
    const { mentee, coach } = meeting;
    await db.attempts.apply(moveOf(meeting));
    await db.users.anonymise({ clerkUserId: mentee.clerkUserId });

    const rows = await sql(`select to_jsonb(u) as row from public."User" u union all
      select to_jsonb(b) from public."Bookings" b union all
      select to_jsonb(n) from public."Notifications" n union all
      select to_jsonb(o) from public."Outbox" o`);
    const dump = JSON.stringify(rows);
    for (const trace of [mentee.name, mentee.email, mentee.clerkUserId])
      expect(dump).not.toContain(trace);
    expect(dump).toContain(coach.clerkUserId);
    const { data } = await clientOf(mentee).from("Bookings").select("ulid");
    expect(data).toEqual([]);
  });
});
