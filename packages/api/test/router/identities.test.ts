import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { Profile } from "../../src/core/identity.ts";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { type App, AppError, erasePerson, refreshPerson } from "../../src/server.ts";
import { checkProfiles } from "../../src/sync/check-profiles.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { mailTo, sql } from "../support/services.ts";

/** The same app where the provider says this of people, and knows no one else. */
function withProfiles(meeting: Meeting, profiles: Readonly<Record<string, Profile>>): App {
  const getProfile = async (clerkUserId: string) => {
    const profile = profiles[clerkUserId];
    if (!profile) throw new AppError("UNAUTHENTICATED");
    return profile;
  };
  return { ...meeting.ports, identity: { getProfile } };
}

function callerOf(ports: App, clerkUserId: string) {
  const request = { origin: null, contentType: "application/json", requestId: "r1" };
  const caller = { kind: "apiKey", clerkUserId, scopes: apiScopes } as const;
  return createCaller(() => createContext(ports)({ caller, request }));
}

const upcomingOf = async (ports: App, clerkUserId: string) =>
  (await callerOf(ports, clerkUserId).booking.list({ when: "upcoming" })).items;

describe("a second account with the address of a person", () => {
  it("gets nothing while the provider says that the address is the first one's", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const rival = `user_${ulid()}`;
    const ports = withProfiles(meeting, {
      [rival]: { email: mentee.email.toUpperCase(), name: "Maya Dup" },
      [mentee.clerkUserId]: mentee,
    });

    await expect(upcomingOf(ports, rival)).rejects.toMatchObject({
      cause: { code: "ADDRESS_NEEDED", details: { reason: "taken" } },
    });
    await bookAtCal(meeting, { email: mentee.email }, 12);
    await syncCoachNow(ports, meeting.people.coach.ulid);

    expect(await upcomingOf(ports, mentee.clerkUserId)).toHaveLength(2);
    expect(await ports.db.users.getByClerkId(rival)).toBeNull();
  });

  it("has it once the provider gives the first one another, who is not written to there any more", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const next = `user_${ulid()}`;
    const elsewhere = `elsewhere-${mentee.email}`;
    const ports = withProfiles(meeting, {
      [next]: { email: mentee.email, name: "Nia New" },
      [mentee.clerkUserId]: { email: elsewhere, name: mentee.name },
    });

    expect(await upcomingOf(ports, next)).toEqual([]);
    expect(await ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      email: `${mentee.ulid.toLowerCase()}@unknown.invalid`,
    });
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    await runTick(ports);
    expect(await mailTo(mentee.email)).toEqual([]);
    await sql(`update "User" set "profileCheckedAt" = now()
      where "clerkUserId" <> '${mentee.clerkUserId}'`);
    expect(await checkProfiles(ports)).toBe(1);
    await sql(`update "Outbox" set "availableAt" = now() where "doneAt" is null`);
    await runTick(ports);

    expect(await mailTo(elsewhere)).toHaveLength(1);
    expect(await upcomingOf(ports, mentee.clerkUserId)).toHaveLength(1);
  });

  it("has it when the provider cannot be asked about the first one, but later", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const next = `user_${ulid()}`;
    const profiles = withProfiles(meeting, { [next]: { email: mentee.email, name: "Nia" } });
    const failing: App["identity"] = {
      getProfile: (id) =>
        id === next ? profiles.identity.getProfile(id) : Promise.reject(new Error("Clerk is down")),
    };

    await expect(upcomingOf({ ...profiles, identity: failing }, next)).rejects.toMatchObject({
      cause: { code: "INTERNAL" },
    });
    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      email: mentee.email,
    });
    await upcomingOf(profiles, next);

    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      name: "Deleted user",
    });
  });
});

describe("a person who deletes the account and comes back", () => {
  it("sees their meeting again, and is told of the coach's move", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    const back = `user_${ulid()}`;
    const ports = withProfiles(meeting, { [back]: { email: mentee.email, name: "Maya Again" } });
    await callerOf(ports, coach.clerkUserId).booking.get({ bookingUlid: meeting.bookingUlid });
    await erasePerson(ports, mentee.clerkUserId);

    expect(await upcomingOf(ports, back)).toMatchObject([
      { ulid: meeting.bookingUlid, role: "mentee", counterpart: { name: coach.name } },
    ]);

    const coachApi = callerOf(ports, coach.clerkUserId);
    const move = meeting.moveTo(11);
    expect(await coachApi.booking.reschedule(move)).toMatchObject({
      outcome: "moved",
      booking: { mentee: { name: "Maya Again" } },
    });
    await runTick(ports);
    expect(await mailTo(mentee.email)).toHaveLength(1);
    expect(await mailTo(`${mentee.ulid.toLowerCase()}@deleted.invalid`)).toEqual([]);
  });

  it("is not written to in between", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    await erasePerson(meeting.ports, mentee.clerkUserId);

    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    const rows = await sql<{ dedupeKey: string }>(
      `select "dedupeKey" from "Outbox" where "dedupeKey" like '%${meeting.bookingUlid}%'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.dedupeKey).toContain(meeting.people.coach.ulid);
  });
});

describe("the addresses of a person", () => {
  it("all find their meetings, the other verified ones too", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    const work = `work-${mentee.email}`;
    await bookAtCal(meeting, { email: work.toUpperCase() }, 12);
    await syncCoachNow(meeting.ports, coach.ulid);
    const ports = withProfiles(meeting, {
      [mentee.clerkUserId]: { ...mentee, otherEmails: [work] },
    });
    expect(await upcomingOf(ports, mentee.clerkUserId)).toHaveLength(1);

    expect(await refreshPerson(ports, mentee.clerkUserId)).toBe(true);

    expect(await upcomingOf(ports, mentee.clerkUserId)).toHaveLength(2);
  });

  it("are not those that only look like them", async () => {
    const meeting = await arrangeMeeting();
    const { coach, stranger } = meeting.people;
    const email = `sam.okafor-${ulid().toLowerCase()}@example.com`;
    const ports = withProfiles(meeting, { [stranger.clerkUserId]: { email, name: "Sam" } });
    await refreshPerson(ports, stranger.clerkUserId);

    await bookAtCal(meeting, { email: email.replace("k", "\u212a") }, 12);
    await syncCoachNow(ports, coach.ulid);

    expect(await upcomingOf(ports, stranger.clerkUserId)).toEqual([]);
  });

  it("are needed: without one the person learns what is missing", async () => {
    const meeting = await arrangeMeeting();
    const id = `user_${ulid()}`;
    const ports = withProfiles(meeting, { [id]: { email: null, name: "Nia" } });

    await expect(upcomingOf(ports, id)).rejects.toMatchObject({
      code: "FORBIDDEN",
      cause: { code: "ADDRESS_NEEDED", details: { reason: "unverified" } },
    });
  });

  it("and the name are cut and cleaned rather than refused", async () => {
    const meeting = await arrangeMeeting();
    const id = `user_${ulid()}`;
    const profile = { email: `${id}@example.com`, name: `Nia\u0000 ${"n".repeat(300)}` };
    const ports = withProfiles(meeting, { [id]: profile });

    expect(await callerOf(ports, id).person.get()).toMatchObject({
      name: `Nia ${"n".repeat(196)}`,
    });
    expect(await refreshPerson(ports, id)).toBe(true);
  });
});

describe("the slow comparison with the provider", () => {
  const makeDue = (...people: { clerkUserId: string }[]) =>
    sql(`update "User" set "profileCheckedAt" = case when "clerkUserId" in
      (${people.map(({ clerkUserId }) => `'${clerkUserId}'`).join(",")}) then '-infinity'::timestamptz else now() end`);

  it("takes over changes whose webhook was lost, and erases who is gone", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee, stranger } = meeting.people;
    const email = `new-${coach.email}`;
    const ports = withProfiles(meeting, {
      [coach.clerkUserId]: { email, name: "Sam Renamed" },
      [stranger.clerkUserId]: stranger,
    });
    await makeDue(coach, mentee);

    expect(await checkProfiles(ports)).toBe(2);
    expect(await checkProfiles(ports)).toBe(0);

    expect(await ports.db.users.getByUlid(coach.ulid)).toMatchObject({
      email,
      name: "Sam Renamed",
    });
    expect(await ports.db.users.getByUlid(mentee.ulid)).toMatchObject({ name: "Deleted user" });
  });

  it("erases no one when the provider knows none of them", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    await makeDue(coach, mentee);

    expect(await checkProfiles(withProfiles(meeting, {}))).toBe(2);

    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      name: mentee.name,
    });
    expect(meeting.errors).toMatchObject([{ context: "CHECK_PROFILES_ERROR" }]);
  });

  it("goes on with the others where one cannot be read, and tries again where none can", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    await makeDue(coach, mentee);
    const failing = (fails: (id: string) => boolean): App => ({
      ...meeting.ports,
      identity: {
        getProfile: async (id) => {
          if (fails(id)) throw new Error("503");
          return { email: mentee.email, name: "Maya Renamed" };
        },
      },
    });

    await expect(checkProfiles(failing(() => true))).rejects.toThrow("503");
    expect(await checkProfiles(failing((id) => id === coach.clerkUserId))).toBe(2);

    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      name: "Maya Renamed",
    });
    expect(await meeting.ports.db.users.getByUlid(coach.ulid)).toMatchObject({ name: coach.name });
  });
});
