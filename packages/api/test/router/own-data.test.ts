import { describe, expect, it } from "vitest";
import { createCaller, createContext } from "../../src/index.ts";
import { type App, AppError } from "../../src/server.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { sessionToken } from "../support/services.ts";

describe("a person's own data", () => {
  function sessionOf(ports: App, clerkUserId: string) {
    const accessToken = async () => sessionToken(clerkUserId);
    const caller = { kind: "session", via: "bearer", clerkUserId, accessToken } as const;
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
