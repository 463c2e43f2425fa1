import { describe, expect, it } from "vitest";
import { createCaller, createContext } from "../../src/index.ts";
import { type App, AppError } from "../../src/server.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { sessionToken } from "../support/services.ts";

describe("a person's own data", () => {
  function sessionOf(ports: App, clerkUserId: string) {
    const accessToken = async () => sessionToken(clerkUserId);
    const isStanding = "tokenIsEnough";
    const caller = {
      kind: "session",
      via: "bearer",
      clerkUserId,
      accessToken,
      isStanding,
    } as const;
    const request = { origin: null, contentType: "application/json", requestId: "r1" };
    return createCaller(() => createContext(ports)({ caller, request }));
  }

  it("is exported whole to them, with no one else's address and nothing secret", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    const move = { ...meeting.moveTo(11), reason: "A clash" };
    await meeting.as("coach").booking.reschedule(move);

    const data = await sessionOf(meeting.ports, mentee.clerkUserId).person.export();

    const { bookingUlid } = meeting;
    expect(data).toMatchObject({
      person: { ulid: mentee.ulid, name: mentee.name, email: mentee.email },
      addresses: [{ address: mentee.email, source: "clerk" }],
      calConnection: { status: "connected", calEmail: mentee.email },
      meetings: [{ ulid: bookingUlid, role: "mentee", with: coach.name }],
      history: [{ bookingUlid, toStartTime: move.newStartTime, reason: "A clash" }],
      moves: [],
      notifications: [{ bookingUlid, kind: "bookingMoved", newStartTime: move.newStartTime }],
    });
    const text = JSON.stringify(data);
    for (const secret of [coach.email, coach.ulid, mentee.calApiKey, meeting.calUid]) {
      expect(text).not.toContain(secret);
    }
    await expect(meeting.as("mentee").person.export()).rejects.toMatchObject({
      cause: { code: "UNAUTHENTICATED", details: { scope: null } },
    });
  });

  it("holds how they read Reslot and which email they get, as they chose it", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const mine = meeting.as("mentee").person;
    expect(await mine.get()).toMatchObject({
      email: mentee.email,
      hourCycle: "auto",
      weekStart: "auto",
      locale: "auto",
      singleKeys: true,
      mail: { moved: true, offered: true, reminders: true },
    });

    const chosen = { hourCycle: "h12", weekStart: 0, locale: "de", singleKeys: false } as const;
    const now = await mine.update({ ...chosen, name: " Maya\u202e  L. ", mail: { moved: false } });
    await mine.update({ deviceLocale: "de-AT,de;q=0.9" });

    expect(now).toMatchObject({
      ...chosen,
      name: "Maya L.",
      timeZone: mentee.timeZone,
      mail: { moved: false, offered: true, reminders: true },
    });
    expect(await mine.get()).toEqual(now);
    const { person } = await sessionOf(meeting.ports, mentee.clerkUserId).person.export();
    const kept = { nameFrom: "choice", deviceLocale: "de-AT", mail: now.mail };
    expect(person).toMatchObject({ ...chosen, name: "Maya L.", ...kept });
    await meeting.ports.db.users.saveProfile({
      ulid: null,
      clerkUserId: mentee.clerkUserId,
      email: mentee.email,
      otherEmails: [],
      name: "Maya at Clerk",
    });
    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({ name: "Maya L." });

    expect(await mine.update({ weekStart: "auto" })).toMatchObject({ weekStart: "auto" });
    await expect(mine.update({ name: "\u200b" })).rejects.toMatchObject({
      cause: { code: "INVALID_INPUT" },
    });
  });

  it("is erased with their account, when they say so themselves", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const deleted: string[] = [];
    let isDown = true;
    const identity: App["identity"] = {
      getProfile: () => Promise.reject(new AppError("UNAUTHENTICATED")),
      deleteAccount: async (id) => {
        if (isDown) throw new Error("503");
        deleted.push(id);
      },
    };
    const mine = sessionOf({ ...meeting.ports, identity }, mentee.clerkUserId).person;
    const confirm = "DELETE";

    await expect(mine.delete({ confirm })).rejects.toMatchObject({ cause: { code: "INTERNAL" } });
    await expect(meeting.as("mentee").person.delete({ confirm })).rejects.toMatchObject({
      cause: { code: "UNAUTHENTICATED" },
    });
    expect(await mine.get()).toMatchObject({ name: mentee.name });
    isDown = false;
    expect(await mine.delete({ confirm })).toEqual({ deleted: true });

    expect(deleted).toEqual([mentee.clerkUserId]);
    await expect(mine.get()).rejects.toMatchObject({ cause: { code: "UNAUTHENTICATED" } });
    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      name: "Deleted user",
    });
  });
});
