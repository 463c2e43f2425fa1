import { describe, expect, it, vi } from "vitest";
import { createCalAccounts } from "../../src/cal-credentials/cal-accounts.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { addFault, sql } from "../support/services.ts";

/** The coach's account as a request opens it, when Cal.com has not accepted its token for an hour. */
async function openCoach({ ports, people }: Meeting, accounts = ports.calAccounts) {
  await sql(`update "CalIntegrations" set "provenAt" = now() - interval '1 hour'`);
  const opened = await accounts.open(people.coach.ulid, { purpose: "sync" });
  if (opened.status !== "connected") throw new Error(opened.status);
  return opened;
}

/** Connects the coach's account by OAuth, with an access token that Cal.com accepts for another minute. */
async function connectByOAuth(meeting: Meeting) {
  const { ports, people } = meeting;
  const { connection } = await openCoach(meeting);
  const { calUserId, calUsername, calEmail } = connection;
  await ports.db.calConnections.saveOAuth({
    ulid: ports.newUlid(),
    userUlid: people.coach.ulid,
    me: { calUserId, calUsername, calEmail },
    accessToken: people.coach.calApiKey,
    refreshToken: "refresh",
    accessExpiresAt: new Date(Date.now() + 60_000).toISOString(),
    scopes: [],
  });
  await addFault({ operation: "token", fault: "status500BeforeCommit", times: 9 });
  return { calUserId, calUsername, calEmail };
}

const statusOf = async (meeting: Meeting) => (await meeting.as("coach").calConnection.get()).status;

describe("a token that Cal.com refuses", () => {
  it("is marked at the next refusal when the database did not answer at the first", async () => {
    const meeting = await arrangeMeeting();
    const { db } = meeting.ports;
    const markNeedsReconnect = vi.fn(db.calConnections.markNeedsReconnect);
    markNeedsReconnect.mockRejectedValueOnce(new Error("no answer"));
    const broken = { ...db, calConnections: { ...db.calConnections, markNeedsReconnect } };
    const accounts = createCalAccounts({ ...meeting.ports, db: broken });
    const { client } = await openCoach(meeting, accounts);
    await addFault({ operation: "me", fault: "unauthorized", times: 2 });

    await expect(client.me.get()).rejects.toThrow("no answer");
    await expect(client.me.get()).rejects.toMatchObject({ code: "TOKEN_INVALID" });

    expect(await statusOf(meeting)).toBe("needsReconnect");
  });

  it("needs no reconnection when it has just expired and Cal.com issues no other one", async () => {
    const meeting = await arrangeMeeting();
    await connectByOAuth(meeting);
    const opened = await openCoach(meeting);
    await sql(`update "CalIntegrations" set "accessExpiresAt" = now() where "kind" = 'oauth'`);
    await addFault({ operation: "me", fault: "unauthorized" });

    await expect(meeting.ports.calAccounts.verify(opened)).rejects.toMatchObject({
      code: "UNREACHABLE",
    });

    expect(await statusOf(meeting)).toBe("connected");
  });

  it("counts as not connected when the person has just disconnected", async () => {
    const meeting = await arrangeMeeting();
    const opened = await openCoach(meeting);
    await meeting.as("coach").calConnection.disconnect();
    await addFault({ operation: "me", fault: "unauthorized" });

    expect(await meeting.ports.calAccounts.verify(opened)).toEqual({ kind: "notConnected" });
  });

  it("gives way to the API key that the person has just saved instead", async () => {
    const meeting = await arrangeMeeting();
    const { ports, people } = meeting;
    const me = await connectByOAuth(meeting);
    const opened = await openCoach(meeting);
    const { ulid: userUlid, calApiKey: apiKey } = people.coach;
    await ports.db.calConnections.saveApiKey({ ulid: ports.newUlid(), userUlid, apiKey, me });
    await addFault({ operation: "me", fault: "unauthorized" });

    expect(await ports.calAccounts.verify(opened)).toMatchObject({ kind: "verified" });
    expect(await statusOf(meeting)).toBe("connected");
  });
});
