import { globSync } from "node:fs";
import { ulid } from "ulid";
import { beforeAll, describe, expect, it } from "vitest";
import { claimsOf, cookieFor, cookieOf, send, sql } from "./support/attackers.ts";
import { clerk, startSession } from "./support/clerk-sessions.ts";
import {
  canariesOfThePair,
  expectNothingOfThePair,
  procedureCases,
} from "./support/procedure-cases.ts";
import { bookingUlid, type PersonKey, stack } from "./support/stack.ts";

let canaries: string[] = [];

beforeAll(async () => {
  await procedureCases();
  canaries = await canariesOfThePair();
});

type Headers = Readonly<Record<string, string>>;

describe("a person whose account has no verified address", () => {
  it("learns so on every page and from the API, until one is verified", async () => {
    const email = `${ulid().toLowerCase()}@example.com`;
    const { id, primary_email_address_id: emailId } = await clerk("POST", "users", {
      email_address: [email],
      first_name: "Nia",
      password: "nia-secret-1",
    });
    await clerk("PATCH", `email_addresses/${emailId}`, { verified: false });
    const claims = { ...claimsOf("stranger"), sub: id, sid: (await startSession(id)).id };
    const headers = { cookie: await cookieFor(claims) };
    const goes = async (path: string) => {
      const { status, headers: said } = await send(path, { headers });
      return [status, new URL(said.get("location") ?? path, stack.webUrl).pathname];
    };

    for (const path of ["/meetings", "/notifications", "/settings/calendar"]) {
      expect([path, ...(await goes(path))]).toEqual([path, 307, "/address"]);
    }
    const page = await send("/address", { headers });
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining("Your account has no verified email address"),
    ]);
    const list = `/api/trpc/booking.list?input=${encodeURIComponent('{"when":"upcoming"}')}`;
    const asked = await send(list, { headers });
    expect([asked.status, asked.code]).toEqual([403, "ADDRESS_NEEDED"]);

    await clerk("PATCH", `email_addresses/${emailId}`, { verified: true });
    expect(await goes("/address")).toEqual([307, "/meetings"]);
    expect(await goes("/meetings")).toEqual([200, "/meetings"]);
    await clerk("DELETE", `users/${id}`);
  });
});

describe("pages for signed-in people", () => {
  const paths = () => [
    "/meetings",
    `/meetings/${bookingUlid("connected")}`,
    `/meetings/${bookingUlid("connected")}/reschedule`,
    "/notifications",
    "/settings",
    "/settings/calendar",
    "/settings/sharing",
    "/settings/data",
    "/settings/profile",
    "/settings/notifications",
  ];

  it("all have a case in this file", () => {
    const root = new URL("../src/app/(app)", import.meta.url).pathname;
    const found = globSync("**/page.tsx", { cwd: root }).map(
      (file) => `/${file.replace("/page.tsx", "")}`,
    );
    const known = paths().map((path) => path.replace(bookingUlid("connected"), "[bookingUlid]"));
    expect(known.toSorted()).toEqual(found.toSorted());
  });

  /** Requests that have bypassed Next's middleware in the past. */
  const bypasses: Record<string, Headers> = {
    none: {},
    subrequest: { "x-middleware-subrequest": "middleware" },
    subrequestInSrc: { "x-middleware-subrequest": "src/middleware" },
    subrequestOften: { "x-middleware-subrequest": Array(6).fill("src/proxy").join(":") },
    subrequestMiddleware: { "x-middleware-subrequest": Array(6).fill("middleware").join(":") },
    rewritten: { "x-middleware-rewrite": "/meetings", "x-middleware-next": "1" },
    original: { "x-original-url": "/meetings", "x-rewrite-url": "/meetings" },
    matched: { "x-matched-path": "/meetings", "x-invoke-path": "/meetings" },
    forwarded: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    signedInByHeader: {
      "x-clerk-auth-status": "signed-in",
      "x-clerk-auth-token": "x",
      "x-clerk-user-id": "user_x",
    },
    subrequestProxy: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    subrequestId: { "x-middleware-subrequest-id": "x", "x-middleware-invoke": "1" },
    overridden: { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "x" },
    cached: { purpose: "prefetch", "x-middleware-prefetch": "1", "x-nextjs-data": "1" },
    params: { "x-now-route-matches": `1=${bookingUlid("connected")}` },
    invoked: { "x-invoke-output": "/meetings", "x-invoke-status": "200" },
    clerkProxy: { "clerk-proxy-url": "https://evil.example", "x-clerk-debug": "1" },
    flight: { rsc: "1", "next-router-prefetch": "1" },
    segment: { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  };

  it.each(Object.keys(bypasses))(
    "redirect unauthenticated requests to sign-in (%s)",
    async (name) => {
      for (const path of paths()) {
        const answer = await send(path, { headers: bypasses[name] ?? {} });
        expectNothingOfThePair(answer, canaries);
        expect(answer.text).not.toMatch(/Okafor|Rivera/);
        expect(answer.status).not.toBe(500);
        const location = answer.headers.get("location") ?? "/";
        expect(new URL(location, stack.webUrl).origin).toBe(stack.webUrl);
        expect(location).not.toContain("evil");
      }
    },
  );

  it("are not found by other spellings of their addresses", async () => {
    const spellings = paths().flatMap((path) => [
      `${path}.rsc`,
      `${path}.segments/_tree.segment.rsc`,
      `/${path}`,
      `${path}/`,
      `${path}?__nextLocale=de&_rsc=x`,
      path.replace("/m", "/%6d"),
      `/_next/data/x${path}.json`,
      `/x/..%2f${path.slice(1)}`,
    ]);
    for (const path of spellings) {
      const answer = await send(path);
      expect(answer.text).not.toMatch(/Okafor|Rivera/);
      expectNothingOfThePair(answer, canaries);
    }
  });

  const others: readonly PersonKey[] = ["stranger", "coach2", "menteeUnconnected"];

  it("give a meeting as a file to its people alone, and without Cal.com's uid", async () => {
    const path = `/api/meetings/${bookingUlid("connected")}/event.ics`;
    const { status, text } = await send(path, { headers: { cookie: await cookieOf("mentee") } });
    expect([status, text.startsWith("BEGIN:VCALENDAR")]).toEqual([200, true]);
    const uids = await sql(`select "calBookingUid" as uid from "BookingCalRefs"`);
    expect(uids.filter(({ uid }) => text.includes(String(uid)))).toEqual([]);

    expect((await send(path)).status).toBe(401);
    const foreign = await send(path, { headers: { cookie: await cookieOf("stranger") } });
    const nothing = await send(path.replace(bookingUlid("connected"), ulid()), {
      headers: { cookie: await cookieOf("stranger") },
    });
    expect([foreign.status, foreign.text]).toEqual([404, nothing.text]);
  });

  it.each(others)("show %s the same as for meetings that do not exist", async (key) => {
    const cookie = await cookieOf(key);
    for (const path of paths().filter((each) => each.includes(bookingUlid("connected")))) {
      for (const shape of [{}, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }]) {
        const headers = { cookie, ...shape };
        const foreign = await send(path, { headers });
        const nothing = await send(path.replace(bookingUlid("connected"), ulid()), { headers });
        expect([path, foreign.status]).toEqual([path, nothing.status]);
        expect(foreign.text).not.toContain("Leadership coaching");
        expectNothingOfThePair(foreign, canaries);
      }
    }
  });
});
