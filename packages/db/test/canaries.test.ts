import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../src/index.ts";
import {
  db,
  iso,
  makeMeeting,
  makeUser,
  saveProfile,
  type Meeting,
  moveOf,
  signToken,
  sql,
  supabase,
} from "./fixtures.ts";

const { url, publishableKey, logFile } = supabase;

/** Strings that occur nowhere else. */
const secrets = {
  apiKey: `cal_live_${ulid()}`,
  accessToken: `access.${ulid()}`,
  refreshToken: `refresh.${ulid()}`,
  verifier: `verifier-${ulid()}`,
};
const title = `Only for two ${ulid()}`;
const address = `private.${ulid().toLowerCase()}@example.com`;
const found = (text: string, words: readonly string[]) =>
  words.filter((word) => text.includes(word));

let meeting: Meeting;
let callers: Record<"coach" | "mentee" | "otherMentee" | "stranger" | "anonymous", string | null>;

beforeAll(async () => {
  meeting = await makeMeeting();
  const { coach, mentee } = meeting;
  const other = await makeMeeting({ coach });
  await sql(
    `update public."Bookings" set "title" = '${title}' where "ulid" = '${meeting.bookingUlid}'`,
  );
  await saveProfile({ ...coach, ulid: null, email: address });
  await db.attempts.apply(moveOf(meeting));
  const me = { calUsername: null, calEmail: address };
  await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid: coach.ulid,
    apiKey: secrets.apiKey,
    me: { ...me, calUserId: 88_000_001 },
  });
  await db.calConnections.saveOAuth({
    ulid: ulid(),
    userUlid: mentee.ulid,
    accessToken: secrets.accessToken,
    refreshToken: secrets.refreshToken,
    accessExpiresAt: iso(Date.now() + minuteMs),
    scopes: ["BOOKING_READ"],
    me: { ...me, calUserId: 88_000_002 },
  });
  await db.oauthStates.create({
    stateHash: "c".repeat(64),
    userUlid: mentee.ulid,
    verifier: new Secret(secrets.verifier),
    returnTo: "/",
    ttlMs: minuteMs,
  });
  callers = {
    coach: await signToken(coach.clerkUserId, {}, "10 minutes"),
    mentee: await signToken(mentee.clerkUserId, {}, "10 minutes"),
    otherMentee: await signToken(other.mentee.clerkUserId, {}, "10 minutes"),
    stranger: await signToken((await makeUser()).clerkUserId, {}, "10 minutes"),
    anonymous: null,
  };
});

async function ask(path: string, token: string | null, body?: object) {
  const response = await fetch(`${url}/rest/v1/${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      apikey: publishableKey,
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const tableNames = async () => {
  const rows = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  return rows.map((row) => row.name);
};

describe("a dump of the database", () => {
  it("contains no token, key or verifier in any column", async () => {
    const tables = await sql<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'`);
    const dump: string[] = [];
    for (const { name } of tables)
      dump.push(JSON.stringify(await sql(`select to_jsonb(t) as row from ${name} t`)));

    const text = dump.join("\n");
    expect(found(text, Object.values(secrets))).toEqual([]);
    // It is the right dump: it contains what is allowed.
    expect(found(text, [title, address])).toEqual([title, address]);
  });
});

describe("every response to a user's client", () => {
  it("contains no secret, no email address and no title of other users' meetings", async () => {
    const { bookingUlid, coach } = meeting;
    const leaks: string[] = [];
    for (const table of await tableNames())
      for (const [who, token] of Object.entries(callers)) {
        const paths = [
          `${table}?select=*`,
          `${table}?limit=1000&order=ulid.desc`,
          `${table}?select=*&or=(ulid.eq.${bookingUlid},bookingUlid.eq.${bookingUlid})`,
          `${table}?select=*,User(*),Bookings(*),CalIntegrations(*)`,
        ];
        for (const path of paths) {
          const { text } = await ask(path, token);
          const isParticipant = who === "coach" || who === "mentee";
          const forbidden = [...Object.values(secrets), address, ...(isParticipant ? [] : [title])];
          for (const word of found(text, forbidden)) leaks.push(`${who}: ${path}: ${word}`);
        }
      }
    expect(leaks).toEqual([]);

    const embedded = "select=ulid,title,coach:User!Bookings_coachUserUlid_fkey(ulid,name)";
    const own = await ask(`Bookings?${embedded}`, callers.mentee);
    expect(own.text).toContain(title);
    expect(own.text).toContain(coach.name);
    const others = await ask(`Bookings?${embedded}`, callers.otherMentee);
    expect(others.status).toBe(200);
    expect(others.text).not.toContain(title);
  });

  it("is a refusal for every function but three, even with valid arguments", async () => {
    const functions = await sql<{ name: string; names: string[] | null; types: string[] }>(`
      select p.proname as name, p.proargnames as names,
        array(select t.oid::regtype::text from unnest(p.proargtypes) with ordinality a (oid, n) join pg_type t on t.oid = a.oid order by a.n) as types
      from pg_proc p where p.pronamespace = 'public'::regnamespace`);
    const opened = new Set<string>();
    for (const { name, names, types } of functions) {
      const parameters = types.map((type, index) => [names?.[index] ?? "", valueOf(type)]);
      for (const [who, token] of [
        ["coach", callers.coach],
        ["anonymous", null],
      ] as const) {
        const { status } = await ask(`rpc/${name}`, token, Object.fromEntries(parameters));
        if (status < 400) opened.add(`${who}: ${name}`);
      }
    }

    expect(functions.length).toBeGreaterThan(40);
    // PostgREST calls `check_request` itself before every request; it returns nothing.
    const harmless = ["anonymous: check_request", "coach: check_request"];
    const lists = ["coach: bookings_list", "coach: bookings_page"];
    const forUsers = [...lists, "coach: current_user_ulid"];
    expect(opened).toEqual(new Set([...harmless, ...forUsers]));
    expect(await db.calConnections.getWithToken(meeting.coach.ulid)).not.toBeNull();
  });
});

function valueOf(type: string): unknown {
  if (type === "integer" || type === "bigint") return 1;
  if (type === "boolean") return true;
  if (type === "text[]") return [];
  if (type === "timestamp with time zone") return "2026-12-01T00:00:00Z";
  if (type === "character" || type === "text") return meeting.coach.ulid;
  return null;
}

describe("errors and results", () => {
  it("print no token in any format", async () => {
    const { coach, mentee } = meeting;
    const taken = await db.calConnections
      .saveApiKey({
        ulid: ulid(),
        userUlid: (await makeUser()).ulid,
        apiKey: secrets.apiKey,
        me: { calUserId: 88_000_001, calUsername: null, calEmail: address },
      })
      .catch((error: unknown) => error);
    const results = [
      taken,
      await db.calConnections.getWithToken(coach.ulid),
      await db.calConnections.readOAuth(mentee.ulid),
      await db.oauthStates.take("c".repeat(64)),
      await db.calConnections.get(mentee.ulid),
    ];

    expect(taken).toMatchObject({ code: "CONFLICT" });
    const printed = results.flatMap((result) => [
      String(result),
      JSON.stringify(result),
      inspect(result, { depth: 9, showHidden: true }),
      result instanceof Error ? `${result.stack} ${inspect(result.cause)}` : "",
    ]);
    expect(found(printed.join("\n"), Object.values(secrets))).toEqual([]);
    expect(printed.join("\n")).toContain("[redacted]");
  });

  it("leave no secret in the database's log, although statements failed", async () => {
    const { coach, mentee } = meeting;
    const me = { calUserId: 88_000_001, calUsername: null, calEmail: null };
    const { accessToken, refreshToken, verifier } = secrets;
    const grant = { accessToken, refreshToken, scopes: [], accessExpiresAt: iso(Date.now()) };
    const state = { userUlid: mentee.ulid, verifier: new Secret(verifier), ttlMs: minuteMs };
    const failures = await Promise.allSettled([
      db.calConnections.saveApiKey({
        ulid: "no ulid",
        userUlid: coach.ulid,
        apiKey: secrets.apiKey,
        me,
      }),
      db.calConnections.saveOAuth({ ulid: ulid(), userUlid: mentee.ulid, me, ...grant }),
      db.oauthStates.create({ ...state, stateHash: "d".repeat(64), returnTo: "x".repeat(3000) }),
      db.oauthStates.create({ ...state, stateHash: "too short", returnTo: "/" }),
    ]);

    expect(new Set(failures.map((failure) => failure.status))).toEqual(new Set(["rejected"]));
    const log = readFileSync(logFile, "utf8");
    // The embedded database logs the input of a failed statement: it is the right log.
    const isQuiet = process.env["TEST_SUPABASE_PROGRAM"] !== undefined;
    expect(isQuiet || log.includes("cal_integration_save_token")).toBe(true);
    expect(found(log, Object.values(secrets))).toEqual([]);
  });
});
