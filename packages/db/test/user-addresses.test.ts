import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, makeMeeting, makeUser, newCalUserId, saveProfile, sql } from "./fixtures.ts";

const newAddress = () => `${ulid().toLowerCase()}@example.com`;

const ownerOf = async (address: string) => (await db.users.findByEmails([address]))[0]?.user.ulid;

const connect = (userUlid: string, calEmail: string | null) => {
  const me = { calUserId: newCalUserId(), calUsername: null, calEmail };
  return db.calConnections.saveApiKey({ ulid: ulid(), userUlid, apiKey: "cal_live_work", me });
};

const bookedUnder = (address: string, meeting: { calUid: string; coach: { email: string } }) =>
  db.observations.people({
    calBookingId: meeting.calUid,
    calUpdatedAt: null,
    hostEmails: [meeting.coach.email],
    attendeeEmails: [address],
    newUlids: Array.from({ length: 6 }, () => ulid()),
  });

describe("an address", () => {
  it("belongs to one living user, whatever the case of its letters", async () => {
    const holder = await makeUser();
    const rival = { clerkUserId: `user_${ulid()}`, otherEmails: [], name: "Rival" };
    const claim = { ...rival, ulid: ulid(), email: holder.email.toUpperCase() };

    expect(await db.users.saveProfile(claim)).toEqual({
      outcome: "held",
      by: [holder.clerkUserId],
    });
    const direct = `insert into "User" ("ulid", "clerkUserId", "email", "name")
      values ('${ulid()}', 'user_${ulid()}', upper('${holder.email}'), 'Rival')`;
    await expect(sql(direct)).rejects.toThrow(/belongs to another user|User_email_key/);
    expect(await ownerOf(holder.email)).toBe(holder.ulid);
    expect(await db.users.getByClerkId(rival.clerkUserId)).toBeNull();
  });

  it("is not matched by letters that only look like it", async () => {
    const name = `sam.okafor-${ulid().toLowerCase()}`;
    await saveProfile({ email: `${name}@example.com` });

    const kelvin = `${name.replace("k", "\u212a")}@example.com`;
    expect(await db.users.findByEmails([kelvin])).toEqual([]);
  });

  it("passes on once the earlier holder no longer has it at Clerk", async () => {
    const [email, other] = [newAddress(), newAddress()];
    const { user: before } = await saveProfile({ email, otherEmails: [other] });
    const claim = {
      ulid: ulid(),
      clerkUserId: `user_${ulid()}`,
      email,
      otherEmails: [],
      name: "Next",
    };
    expect(await db.users.saveProfile(claim)).toMatchObject({ outcome: "held" });

    await db.users.releaseAddresses({ clerkUserId: before.clerkUserId, keep: [other] });

    expect(await db.users.saveProfile(claim)).toMatchObject({ outcome: "saved", isNew: true });
    expect(await ownerOf(email)).toBe(claim.ulid);
    expect(await ownerOf(other)).toBe(before.ulid);
    expect(await db.users.getByUlid(before.ulid)).toMatchObject({
      email: `${before.ulid.toLowerCase()}@unknown.invalid`,
    });
  });

  it("that another has is left out of the others, when that is asked for", async () => {
    const holder = await makeUser();
    const email = newAddress();
    const claim = { ulid: ulid(), clerkUserId: `user_${ulid()}`, name: "Next", email };
    const profile = { ...claim, otherEmails: [holder.email], leaveHeld: true };

    expect(await db.users.saveProfile(profile)).toMatchObject({ outcome: "saved", fresh: [email] });
    expect(await ownerOf(holder.email)).toBe(holder.ulid);
  });

  it("of a connected account finds its user until Clerk proves that it is another's", async () => {
    const [address, own] = [newAddress(), newAddress()];
    const connected = await makeUser();
    await connect(connected.ulid, address.toUpperCase());
    expect(await ownerOf(address)).toBe(connected.ulid);

    const { user } = await saveProfile({ email: own, otherEmails: [address] });

    expect(await ownerOf(address)).toBe(user.ulid);
    const { clerkUserId } = user;
    await saveProfile({ ulid: null, clerkUserId, email: own });
    expect(await ownerOf(address)).toBe(connected.ulid);
    await db.calConnections.disconnect(connected.ulid);
    expect(await ownerOf(address)).toBeUndefined();
  });

  it("of a connected account is not taken from a user who has it at Clerk", async () => {
    const holder = await makeUser();
    const connected = await makeUser();

    await connect(connected.ulid, holder.email);
    await connect((await makeUser()).ulid, "no address");

    expect(await ownerOf(holder.email)).toBe(holder.ulid);
  });
});

describe("a person who has deleted their account", () => {
  it("has their upcoming meetings again when they come back with the address", async () => {
    const email = newAddress();
    const { user: mentee } = await saveProfile({ email: newAddress(), otherEmails: [email] });
    const meeting = await makeMeeting({ mentee });
    const over = await makeMeeting({ mentee, start: Date.now() - 7 * dayMs });
    await bookedUnder(email, meeting);
    await db.users.anonymise({ clerkUserId: mentee.clerkUserId });
    await bookedUnder(email, meeting);
    const kept = await sql(`select * from "BookingPeople"
      where "bookingUlid" in ('${meeting.bookingUlid}', '${over.bookingUlid}')`);
    expect(JSON.stringify(kept)).not.toContain(email.split("@")[0]);

    const { user, rebound } = await saveProfile({ email });

    expect(rebound).toEqual([meeting.bookingUlid]);
    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      menteeUserUlid: user.ulid,
      coachUserUlid: meeting.coach.ulid,
      replacedPerson: null,
    });
    expect(await db.bookings.getByUlid(over.bookingUlid)).toMatchObject({
      menteeUserUlid: mentee.ulid,
    });
    expect(await bookedUnder(email, meeting)).toMatchObject({ outcome: "same" });
  });

  it("has the meetings that they host again when they connect the account", async () => {
    const meeting = await makeMeeting();
    const { coach } = meeting;
    await db.users.anonymise({ clerkUserId: coach.clerkUserId });
    const { user } = await saveProfile({ email: newAddress() });

    await connect(user.ulid, coach.email);

    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      coachUserUlid: user.ulid,
      menteeUserUlid: meeting.mentee.ulid,
    });
  });

  it("is found by what Cal.com says of a meeting that was never observed before", async () => {
    const meeting = await makeMeeting();
    const address = newAddress();
    await db.users.anonymise({ clerkUserId: meeting.mentee.clerkUserId });
    const { user } = await saveProfile({ email: address });

    expect(await bookedUnder(address, meeting)).toMatchObject({ outcome: "returned" });

    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      menteeUserUlid: user.ulid,
    });
  });

  it("is connected by no request that was still running", async () => {
    const [before, never] = [await makeUser(), await makeUser()];
    await connect(before.ulid, newAddress());
    for (const { clerkUserId } of [before, never]) await db.users.anonymise({ clerkUserId });

    for (const { ulid: userUlid } of [before, never]) {
      const address = newAddress();
      await expect(connect(userUlid, address)).rejects.toMatchObject({ code: "INVALID" });
      expect(await db.calConnections.get(userUlid)).toBeNull();
      expect(await ownerOf(address)).toBeUndefined();
    }
  });

  it("leaves no hash of the address behind when the meeting is over", async () => {
    const meeting = await makeMeeting();
    await db.users.anonymise({ clerkUserId: meeting.mentee.clerkUserId });
    const hashes = () =>
      sql(
        `select "attendeeHash" from "BookingPeople" where "bookingUlid" = '${meeting.bookingUlid}'`,
      );
    expect(await hashes()).toEqual([{ attendeeHash: expect.stringMatching(/^[\w-]{43}$/) }]);
    await db.observations.pruneErased();
    expect(await hashes()).toEqual([{ attendeeHash: expect.any(String) }]);

    await sql(`update "Bookings" set "startTime" = now() - interval '2 hours',
      "endTime" = now() - interval '1 hour' where "ulid" = '${meeting.bookingUlid}'`);
    expect(await db.observations.pruneErased()).toBeGreaterThan(0);

    expect(await hashes()).toEqual([{ attendeeHash: null }]);
  });
});

describe("the comparison with Clerk", () => {
  it("is due for those who were compared the longest ago", async () => {
    await sql(`update "User" set "profileCheckedAt" = now()`);
    const [old, older, never] = [await makeUser(), await makeUser(), await makeUser()];
    const age = (id: string, days: number) =>
      sql(`update "User" set "profileCheckedAt" = now() - interval '${days} days'
        where "ulid" = '${id}'`);
    await age(old.ulid, 2);
    await age(older.ulid, 3);
    await sql(`update "User" set "profileCheckedAt" = '-infinity' where "ulid" = '${never.ulid}'`);
    const due = () => db.users.listDueForCheck({ limit: 2, everyMs: dayMs });

    expect(await due()).toEqual([never.clerkUserId, older.clerkUserId]);
    await db.users.putOffCheck([never.clerkUserId]);
    expect(await due()).toEqual([older.clerkUserId, old.clerkUserId]);
    await db.users.anonymise({ clerkUserId: old.clerkUserId });
    expect(await due()).toEqual([older.clerkUserId]);
  });
});
