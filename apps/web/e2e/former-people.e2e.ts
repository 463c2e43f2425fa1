import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  clerkCall,
  clerkIdOf,
  cookieFor,
  credentialsOf,
  dump,
  type RawAnswer,
  send,
  sql,
  tokenOf,
} from "./support/attackers.ts";
import { actionIds, formOf } from "./support/server-actions.ts";
import { revokeSession, startSession } from "./support/clerk-sessions.ts";
import {
  call,
  isRefusedForKey,
  type ProcedureCase,
  procedureCases,
  withoutRetry,
} from "./support/procedure-cases.ts";
import { bookingUlid, person, rescheduleCalls, stack } from "./support/stack.ts";

type Headers = Readonly<Record<string, string>>;

const booking = () => bookingUlid("connected");
const pages = () => [`/meetings/${booking()}`, `/meetings/${booking()}/reschedule`];
let cases: ProcedureCase[] = [];

beforeAll(async () => {
  cases = await procedureCases();
});

/** Gives the meeting to two other people, as if host and attendee had been replaced in Cal.com. */
const seat = (coachUserUlid: string, menteeUserUlid: string) =>
  sql(`update "Bookings" set "coachUserUlid" = '${coachUserUlid}', "menteeUserUlid" = '${menteeUserUlid}'
    where "ulid" = '${booking()}'`);

const seatThePair = () => seat(person("coach").userUlid, person("mentee").userUlid);

/** They keep their own notification of it; everything else about it is closed to them. */
const aboutIt = (all: ProcedureCase[]) =>
  all.filter(({ path, foreign }) => foreign === "NOT_FOUND" && path !== "notification.markRead");

/** The answer must be the same as for a meeting that does not exist. */
async function expectClosed(headers: Headers): Promise<void> {
  for (const procedure of aboutIt(cases)) {
    const { path, type, input, missing } = procedure;
    if (isRefusedForKey(procedure, headers)) continue;
    const answer = await call({ path, type }, input, headers);
    expect([path, answer.status, answer.code]).toEqual([path, 404, "NOT_FOUND"]);
    const nothing = await call({ path, type }, missing, headers);
    expect([path, withoutRetry(answer.text)]).toEqual([path, withoutRetry(nothing.text)]);
  }
  for (const path of ["booking.list", "notification.list"]) {
    const list = cases.find((each) => each.path === path);
    const { status, text } = await call({ path, type: "query" }, list?.input, headers);
    expect([path, status, text.includes(booking())]).toEqual([path, 200, false]);
  }
}

/** Their own data stays theirs. Calls that would change it are left out, since other tests need it. */
const withoutOwnChanges = (all: ProcedureCase[]) =>
  all.filter(({ type, foreign }) => type !== "mutation" || foreign === "NOT_FOUND");

describe("former participants of a meeting", () => {
  const warm: number[] = [];

  beforeAll(async () => {
    cases = withoutOwnChanges(cases);
    // The servers' caches of the pair are warm when the meeting is given away.
    const reads = cases.filter(({ type, isSessionOnly }) => type === "query" && !isSessionOnly);
    for (const key of ["coach", "mentee"] as const) {
      for (const headers of await credentialsOf(key)) {
        for (const read of reads) warm.push((await call(read, read.input, headers)).status);
      }
    }
    await seat(person("coach2").userUlid, person("menteeUnconnected").userUlid);
  });
  afterAll(seatThePair);

  it("could see it while they took part", () => {
    expect(new Set(warm)).toEqual(new Set([200, 404])); // 404: the mentee asks about the coach's own move
  });

  it.each(["coach", "mentee"] as const)(
    "reach nothing of it as the former %s, by key, token or cookie",
    async (key) => {
      const before = await dump();
      const calls = (await rescheduleCalls()).length;
      for (const headers of await credentialsOf(key)) await expectClosed(headers);
      const after = await dump(before);
      // They may still read their own notification of it.
      expect({ ...after, Notifications: [] }).toEqual({ ...before, Notifications: [] });
      expect((await rescheduleCalls()).length).toBe(calls);
    },
  );

  it.each(["coach", "mentee"] as const)(
    "see the %s's pages as those of a meeting that does not exist",
    async (key) => {
      const [, , headers = {}] = await credentialsOf(key);
      for (const path of pages()) {
        const answer = await send(path, { headers });
        const nothing = await send(path.replace(booking(), ulid()), { headers });
        expect([path, answer.status]).toEqual([path, nothing.status]);
        expect(answer.text).not.toMatch(/Dana|Whitfield|Maya|Lindqvist/);
      }
    },
  );

  it.each(["coach", "mentee"] as const)("move nothing with the %s's forms", async (key) => {
    const before = await dump();
    const calls = (await rescheduleCalls()).length;
    const move = cases.find(({ path }) => path === "booking.reschedule")?.input ?? {};
    const [, , headers = {}] = await credentialsOf(key);
    for (const id of actionIds()) {
      const body = formOf({ ...move, [`$ACTION_ID_${id}`]: "" });
      await send(pages()[1] ?? "", { method: "POST", headers, body });
      await send(pages()[1] ?? "", {
        method: "POST",
        headers: { ...headers, "next-action": id, accept: "text/x-component" },
        body: JSON.stringify([booking(), move["newStartTime"], move["newEndTime"]]),
      });
    }
    expect(await dump(before)).toEqual(before);
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("have their calendars no longer read for the meeting", async () => {
    const availability = cases.find(({ path }) => path === "booking.availability");
    const headers = { authorization: `Bearer ${person("coach2").apiKey}` };
    const answer = availability && (await call(availability, availability.input, headers));
    const { result }: { result?: { data: { checks: object } } } = JSON.parse(answer?.text ?? "{}");
    // The former mentee's calendar was readable; the new mentee's is not connected.
    expect(result?.data.checks).toMatchObject({ mentee: "notConnected" });
  });
});

describe("an ended session whose last token is still valid", () => {
  it("changes nothing, by token or by cookie", async () => {
    const { id: sid } = await startSession(clerkIdOf("mentee") ?? "");
    const claims = { ...claimsOf("mentee"), sid };
    const credentials: Headers[] = [
      { authorization: `Bearer ${await tokenOf(claims)}` },
      { cookie: await cookieFor(claims), origin: stack.webUrl },
    ];
    const markAllRead = { path: "notification.markAllRead", type: "mutation" } as const;
    for (const headers of credentials)
      expect((await call(markAllRead, {}, headers)).status).toBe(200);

    await revokeSession(sid);

    const mutations = (await procedureCases()).filter(({ type }) => type === "mutation");
    expect(mutations.length).toBeGreaterThan(4);
    const before = await dump();
    for (const headers of credentials) {
      for (const mutation of mutations) {
        const { status, code } = await call(mutation, mutation.input, headers);
        expect([mutation.path, status, code]).toEqual([mutation.path, 401, "UNAUTHENTICATED"]);
      }
    }
    expect(await dump(before)).toEqual(before);
  });
});

describe("a person with a deleted account whose last token is still valid", () => {
  const clerkUserId = `user_gone${Date.now()}`;
  const userUlid = ulid();
  const before: number[] = [];
  let told = "";

  async function credentials(): Promise<Headers[]> {
    const claims = { ...claimsOf("mentee"), sub: clerkUserId };
    const token = await tokenOf(claims);
    return [
      { authorization: `Bearer ${token}` },
      { cookie: await cookieFor(claims), origin: stack.webUrl },
    ];
  }

  const get = (headers: Headers): Promise<RawAnswer> =>
    send(
      `/api/trpc/booking.get?input=${encodeURIComponent(JSON.stringify({ bookingUlid: booking() }))}`,
      {
        headers,
      },
    );

  const tell = (data: object) => {
    const { body, headers } = clerkCall({ type: "user.deleted", data });
    return send("/api/webhooks/clerk", { method: "POST", headers, body });
  };

  beforeAll(async () => {
    await sql(`insert into "User" ("ulid", "clerkUserId", "email", "name", "timeZone")
      values ('${userUlid}', '${clerkUserId}', 'gone@example.com', 'Gone Person', 'UTC')`);
    await seat(person("coach").userUlid, userUlid);
    for (const headers of await credentials()) before.push((await get(headers)).status);
    told = (await tell({ id: clerkUserId, deleted: true })).text;
  });
  afterAll(async () => {
    await seatThePair();
    await sql(`delete from "User" where "ulid" = '${userUlid}'`);
  });

  it("could see their meeting until Clerk's webhook", () => {
    expect({ before, told }).toEqual({ before: [200, 200], told: '{"result":"deleted"}' });
  });

  it("is refused by every procedure, and not created again", async () => {
    const untouched = await dump();
    for (const headers of await credentials()) {
      for (const procedure of cases) {
        const answer = await call(procedure, procedure.input, headers);
        expect([procedure.path, answer.status, answer.code]).toEqual([
          procedure.path,
          401,
          "UNAUTHENTICATED",
        ]);
      }
    }
    expect(await dump(untouched)).toEqual(untouched);
  });

  it("is redirected by every page and by connecting to Cal.com", async () => {
    const [, headers = {}] = await credentials();
    for (const path of [
      "/meetings",
      ...pages(),
      "/notifications",
      "/settings/calendar",
      "/settings/sharing",
      "/settings/data",
    ]) {
      const answer = await send(path, { headers });
      expect([path, answer.status]).toEqual([path, 307]);
      expect(answer.text).not.toMatch(/Okafor|Leadership/);
    }
    const { headers: said } = await send("/api/cal/connect", { headers });
    expect(said.get("location")).toContain("error=signedOut");
  });

  it("leaves no name and no address behind, and a repeated webhook changes nothing", async () => {
    const untouched = await dump();
    const [row] = await sql(`select * from "User" where "ulid" = '${userUlid}'`);
    expect(JSON.stringify(row)).not.toMatch(/gone@example|Gone Person|user_gone/);

    const again = await tell({ id: clerkUserId, deleted: true });
    expect([again.status, again.text]).toEqual([200, '{"result":"ignored"}']);
    expect(await dump(untouched)).toEqual(untouched);
  });
});
