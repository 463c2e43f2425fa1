import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { createApp } from "../../src/create-ports.ts";
import { Actor, type App, finishCalOAuth, startCalOAuth } from "../../src/server.ts";
import { refreshAccessToken } from "../../src/cal-credentials/refresh-access-token.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import {
  arrangeMeeting,
  type Meeting,
  type MeetingOptions,
  type PersonKey,
  session,
} from "../support/meeting.ts";
import { addFault, calControl, calLog, calSubscriptions, sql, stack } from "../support/services.ts";
import { maintainAll, subscriptionsAtCal } from "../support/subscription.ts";

const returnTo = "/meetings/01J0000000000000000000000A/reschedule?d=2026-12-15";

/** A person as the routes know them. */
async function signedIn(meeting: Meeting, key: PersonKey) {
  const { ports, people } = meeting;
  const { clerkUserId } = people[key];
  const context = await createContext(ports)({
    caller: { ...session, clerkUserId, accessToken: async () => null },
    request: { origin: null, contentType: null, requestId: "r1" },
  });
  const admission = { limit: "connect", needsActiveSession: true } as const;
  return Actor.admit(context, admission, async (actor) => [ports, actor] as const);
}

async function calUserId(apiKey: string): Promise<number> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${stack.calUrl}/v2/me`, { headers });
  return ((await response.json()) as { data: { id: number } }).data.id;
}

/** The consent page's answer: where the browser is sent, and with what. */
async function consent(url: string, form: Record<string, string>): Promise<URLSearchParams> {
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(form),
  });
  const location = response.headers.get("location");
  if (!location) throw new Error(`No way back: ${response.status} ${await response.text()}`);
  return new URL(location).searchParams;
}

interface Journey {
  as?: PersonKey;
  /** Whose Cal.com account is allowed. */
  account?: PersonKey;
  decision?: "allow" | "cancel";
}

/** The whole way through Cal.com, up to the callback. */
async function travel(meeting: Meeting, { as = "mentee", account = as, decision }: Journey = {}) {
  const person = await signedIn(meeting, as);
  const started = await startCalOAuth(...person, { returnTo });
  if (!started) throw new Error("There is no way.");
  const user = String(await calUserId(meeting.people[account].calApiKey));
  const query = await consent(started.url, { decision: decision ?? "allow", user });
  return { person, query, cookieState: started.state, started };
}

async function connect(meeting: Meeting, journey: Journey = {}) {
  const { person, ...callback } = await travel(meeting, journey);
  return finishCalOAuth(...person, callback);
}

const arrange = (options: MeetingOptions = {}) =>
  arrangeMeeting({ menteeConnected: false, ...options });

const connection = (meeting: Meeting, key: PersonKey = "mentee") =>
  meeting.as(key).calConnection.get();

const countRefreshes = async () =>
  (await calLog()).filter(({ path }) => path === "/v2/auth/oauth2/token").length;

describe("connecting Cal.com by OAuth", () => {
  it("returns to the page with the account that Cal.com named", async () => {
    const meeting = await arrange();

    expect(await connect(meeting)).toEqual({
      kind: "connected",
      returnTo,
      shareForBookingUlid: null,
    });

    expect(await connection(meeting)).toMatchObject({
      status: "connected",
      kind: "oauth",
      calUsername: expect.any(String),
      oauthAvailable: true,
    });
    const { bookingUlid } = meeting;
    const day = { from: meeting.moveTo(0).newStartTime, to: meeting.moveTo(23).newStartTime };
    expect(
      await meeting.as("coach").booking.availability({ bookingUlid, ...day, timeZone: "UTC" }),
    ).toMatchObject({ checks: { mentee: "checked" } });
    expect(await meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).toMatchObject({
      outcome: "moved",
    });
  });

  it("learns the account's time zone", async () => {
    const meeting = await arrange();
    await sql(`update "User" set "timeZone" = null, "timeZoneFrom" = null`);

    await connect(meeting);

    const learned = { timeZone: "Asia/Calcutta", timeZoneFrom: "cal" };
    expect(await meeting.as("mentee").person.get()).toMatchObject(learned);
  });

  it("stores neither tokens nor the state in plain text", async () => {
    const meeting = await arrange();
    const { person, ...callback } = await travel(meeting);
    const [before] = await sql(`select * from "OAuthStates"`);
    await finishCalOAuth(...person, callback);
    const rows = await sql(`select * from "CalIntegrations"`);

    expect(JSON.stringify(before)).not.toContain(callback.cookieState);
    expect(JSON.stringify(rows)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(await sql(`select * from "OAuthStates"`)).toEqual([]);
  });

  it("imports a coach's meetings", async () => {
    const meeting = await arrange({ coachConnected: false });
    const { stranger } = meeting.people;
    await bookAtCal(meeting, stranger, 12);

    await connect(meeting, { as: "coach" });

    expect((await meeting.as("stranger").booking.list({ when: "upcoming" })).items).toHaveLength(1);
  });

  it("ends with a reason when the person declines consent", async () => {
    const meeting = await arrange();

    expect(await connect(meeting, { decision: "cancel" })).toEqual({
      kind: "failed",
      reason: "denied",
      returnTo,
    });
    expect(await connection(meeting)).toMatchObject({ status: "notConnected", kind: null });
  });

  it("accepts a callback once", async () => {
    const meeting = await arrange();
    const { person, ...callback } = await travel(meeting);
    await finishCalOAuth(...person, callback);

    expect(await finishCalOAuth(...person, callback)).toMatchObject({ reason: "expired" });
  });

  it("refuses a callback after ten minutes", async () => {
    const meeting = await arrange();
    const { person, ...callback } = await travel(meeting);
    await sql(`update "OAuthStates" set "expiresAt" = now() - interval '1 second'`);

    expect(await finishCalOAuth(...person, callback)).toMatchObject({ reason: "expired" });
  });

  it("refuses a callback from another browser or another person", async () => {
    const meeting = await arrange();
    const { person, query, cookieState } = await travel(meeting);
    const other = await signedIn(meeting, "stranger");

    for (const cookie of [null, "", "another"]) {
      expect(await finishCalOAuth(...person, { query, cookieState: cookie })).toMatchObject({
        kind: "failed",
        reason: "mismatch",
      });
    }
    expect(await finishCalOAuth(...other, { query, cookieState })).toEqual({
      kind: "failed",
      reason: "mismatch",
      returnTo: null,
    });
    expect(await connection(meeting)).toMatchObject({ status: "notConnected" });
  });

  it("refuses a Cal.com account that another person has connected", async () => {
    const meeting = await arrange();

    expect(await connect(meeting, { as: "stranger", account: "coach" })).toMatchObject({
      reason: "taken",
    });
    expect(await connection(meeting, "stranger")).toMatchObject({ status: "notConnected" });
    expect(await connection(meeting, "coach")).toMatchObject({ status: "connected" });
  });

  it("saves nothing when Cal.com does not name the account", async () => {
    const meeting = await arrange();
    const { person, ...callback } = await travel(meeting);
    await addFault({ operation: "me", fault: "status500BeforeCommit", times: 9 });

    expect(await finishCalOAuth(...person, callback)).toMatchObject({ reason: "unavailable" });
    expect(await connection(meeting)).toMatchObject({ status: "notConnected" });
  });

  it("returns to no page of another site", async () => {
    const meeting = await arrange();
    const person = await signedIn(meeting, "mentee");
    await startCalOAuth(...person, { returnTo: "//evil.example" });

    expect(await sql(`select "returnTo" from "OAuthStates"`)).toEqual([{ returnTo: "" }]);
  });

  it("is not offered without an OAuth registration", async () => {
    const meeting = await arrange({ oauth: false });

    expect(await connection(meeting)).toMatchObject({ oauthAvailable: false });
    expect(await startCalOAuth(...(await signedIn(meeting, "mentee")), { returnTo })).toBeNull();
  });
});

const endAccess = () =>
  sql(
    `update "CalIntegrations" set "accessExpiresAt" = now() - interval '1 second' where "kind" = 'oauth'`,
  );

/** The same ports in another process: nothing remembered, nothing shared. */
function elsewhere(ports: App): App {
  const refreshes: App["caches"]["refreshes"] = (_key, load) => load();
  return { ...ports, caches: { ...ports.caches, refreshes } };
}

describe("an OAuth access token that expires", () => {
  it("is refreshed once before use, for concurrent callers too", async () => {
    const meeting = await arrange();
    await calControl("oauth", { refreshMode: "rotating" });
    await connect(meeting);
    await endAccess();
    const before = await countRefreshes();
    const { ulid: userUlid } = meeting.people.mentee;

    const tokens = await Promise.all(
      Array.from({ length: 8 }, () => refreshAccessToken(elsewhere(meeting.ports), { userUlid })),
    );

    expect(tokens.every(({ kind }) => kind === "usable")).toBe(true);
    expect(new Set(tokens.map((each) => "generation" in each && each.generation)).size).toBe(1);
    expect((await countRefreshes()) - before).toBe(1);
    expect(await meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).toMatchObject({
      outcome: "moved",
    });
  });

  it("asks to reconnect when Cal.com revoked the grant, and moves no meeting", async () => {
    const meeting = await arrange();
    await connect(meeting);
    await calControl("oauth/revoke", { email: meeting.people.mentee.email });
    await endAccess();

    await expect(meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject(
      {
        cause: { code: "CAL_RECONNECT_REQUIRED", details: { who: "mentee" } },
      },
    );
    expect(await connection(meeting)).toMatchObject({ status: "needsReconnect", kind: "oauth" });
    const { bookingUlid } = meeting;
    const day = { from: meeting.moveTo(0).newStartTime, to: meeting.moveTo(23).newStartTime };
    expect(
      await meeting.as("coach").booking.availability({ bookingUlid, ...day, timeZone: "UTC" }),
    ).toMatchObject({ checks: { mentee: "notConnected" } });
  });

  it("is refreshed when Cal.com refuses it before its expiry", async () => {
    const meeting = await arrange();
    await connect(meeting);
    await sql(`update "CalIntegrations" set "provenAt" = now() - interval '1 hour'`);
    await addFault({ operation: "me", fault: "unauthorized" });

    expect(await meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).toMatchObject({
      outcome: "moved",
    });
    expect(await connection(meeting)).toMatchObject({ status: "connected" });
  });

  it("is used until it expires while Cal.com does not refresh it", async () => {
    const meeting = await arrange();
    await connect(meeting);
    await sql(`update "CalIntegrations" set "accessExpiresAt" = now() + interval '60 seconds'
      where "kind" = 'oauth'`);
    await addFault({ operation: "token", fault: "status500BeforeCommit", times: 9 });

    expect(await meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).toMatchObject({
      outcome: "moved",
    });
  });

  it("makes the calendar unreachable, not free, once it expired and cannot be refreshed", async () => {
    const meeting = await arrange();
    await connect(meeting);
    await endAccess();
    await addFault({ operation: "token", fault: "status500BeforeCommit", times: 9 });

    const { bookingUlid } = meeting;
    const day = { from: meeting.moveTo(0).newStartTime, to: meeting.moveTo(23).newStartTime };
    expect(
      await meeting.as("coach").booking.availability({ bookingUlid, ...day, timeZone: "UTC" }),
    ).toMatchObject({ checks: { mentee: "unreachable" } });
    await expect(meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject(
      { cause: { code: "CAL_UNAVAILABLE" } },
    );
    expect(await connection(meeting)).toMatchObject({ status: "connected" });
  });

  it("is waited for, and not called unreachable, where Reslot asks for too many", async () => {
    const meeting = await arrange();
    await connect(meeting);
    await endAccess();
    const { ports, people, bookingUlid } = meeting;
    const calOAuth = ports.calOAuth && { ...ports.calOAuth, budget: { take: () => 30_000 } };
    const context = createContext(createApp({ ...ports, calOAuth }, ports));
    const as = (key: PersonKey) =>
      createCaller(() =>
        context({
          caller: { kind: "apiKey", clerkUserId: people[key].clerkUserId, scopes: apiScopes },
          request: { origin: null, contentType: null, requestId: "r1" },
        }),
      );

    const day = { from: meeting.moveTo(0).newStartTime, to: meeting.moveTo(23).newStartTime };
    expect(
      await as("coach").booking.availability({ bookingUlid, ...day, timeZone: "UTC" }),
    ).toMatchObject({ checks: { mentee: "unreachable", details: { retryAfterMs: 30_000 } } });
    await expect(as("mentee").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      cause: { code: "SERVICE_BUSY", details: { retryAfterMs: 30_000 } },
    });
  });

  it("is refreshed to delete a subscription after disconnecting, and kept until that is done", async () => {
    const meeting = await arrange({ coachConnected: false });
    await calControl("oauth", { refreshMode: "rotating" });
    await connect(meeting);
    await maintainAll(meeting);
    expect(await subscriptionsAtCal(meeting, "mentee")).toHaveLength(1);
    await meeting.as("mentee").calConnection.disconnect();
    const sealed = () => sql(`select "sealedToken" from "CalSubscriptions"`);
    const before = await sealed();
    const refreshes = await countRefreshes();
    await addFault({ operation: "webhooks", fault: "unauthorized", times: 1 });
    await addFault({ operation: "webhooks", fault: "status500BeforeCommit", times: 3 });

    await maintainAll(meeting);
    expect(await sealed()).toHaveLength(1);
    expect(await sealed()).not.toEqual(before);
    for (let look = 0; look < 4; look += 1) {
      await sql(`update "CalSubscriptions" set "nextRunAt" = now(), "leaseUntil" = null`);
      await maintainAll(meeting);
    }

    expect(await calSubscriptions()).toEqual([]);
    expect(await sealed()).toEqual([]);
    expect((await countRefreshes()) - refreshes).toBe(1);
  });
});
