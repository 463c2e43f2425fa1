import { describe, expect, it, vi } from "vitest";
import { createCalAccounts } from "../src/cal-credentials/cal-accounts.ts";
import { arrangeMeeting, type Meeting } from "./meeting.ts";
import { addFault, sql } from "./services.ts";

/** The coach's account as a request opens it, when Cal.com has not accepted its token for an hour. */
async function openCoach({ ports, people }: Meeting, accounts = ports.calAccounts) {
  await sql(`update "CalIntegrations" set "provenAt" = now() - interval '1 hour'`);
  const opened = await accounts.open(people.coach.ulid);
  if (opened.status !== "connected") throw new Error(opened.status);
  return opened;
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
});
