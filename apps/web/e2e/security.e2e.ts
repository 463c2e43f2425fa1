import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { globSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { claimsOf, credentialsOf, dump, send, tokenOf } from "./support/attackers.ts";
import {
  allProcedures,
  call,
  callAll,
  canariesOfThePair,
  expectNothingOfThePair,
  isRefusedForKey,
  type ProcedureCase,
  procedureCases,
  withoutRetry,
} from "./support/procedure-cases.ts";
import { calSubscriptionOf } from "./support/cal-subscription.ts";
import { bookingUlid, person, type PersonKey, secrets, stack } from "./support/stack.ts";

let cases: ProcedureCase[] = [];
let canaries: string[] = [];

beforeAll(async () => {
  cases = await procedureCases();
  canaries = await canariesOfThePair();
});

type Headers = Readonly<Record<string, string>>;

describe("every tRPC procedure", () => {
  it("has a case in this file", () => {
    const known = cases.map(({ path, type }) => ({ path, type }));
    const byPath = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path);
    expect(known.toSorted(byPath)).toEqual(allProcedures().toSorted(byPath));
  });

  it("refuses unauthenticated callers, and changes nothing", async () => {
    const before = await dump();
    for (const procedure of cases) {
      for (const headers of [
        {},
        { authorization: "Bearer ak_unknown" },
        { origin: stack.webUrl },
      ]) {
        const answer = await call(procedure, procedure.input, headers);
        expect([procedure.path, answer.status, answer.code]).toEqual([
          procedure.path,
          401,
          "UNAUTHENTICATED",
        ]);
        expectNothingOfThePair(answer, canaries);
      }
    }
    expect(await dump(before)).toEqual(before);
  });

  /** These people's own data must not change either, since other tests need it. */
  const attackers: readonly PersonKey[] = ["stranger", "coach2", "menteeUnconnected"];

  it.each(attackers)(
    "shows %s nothing of another pair's meeting, by key, token and cookie",
    async (key) => {
      const before = await dump();
      await Promise.all(
        (await credentialsOf(key)).map((headers) => expectNothingFor(key, headers)),
      );
      expect(await dump(before)).toEqual(before);
    },
  );

  async function expectNothingFor(key: PersonKey, headers: Headers): Promise<void> {
    // The unconnected mentee meets the same coach.
    const known = key === "menteeUnconnected" ? person("coach").userUlid : null;
    const hidden = canaries.filter((canary) => canary !== known);
    const isOwnChange = ({ type, foreign }: ProcedureCase) =>
      type === "mutation" && (foreign === "OWN" || foreign === "NOT_MET");
    const tried = cases.filter((each) => key === "stranger" || !isOwnChange(each));
    const answers = await callAll(tried, headers);
    const said = answers.map(({ status, code }, at) => [tried[at]?.path, status, code]);
    expect(said).toEqual(tried.map((each) => expectedOf(each, headers)));
    for (const answer of answers) expectNothingOfThePair(answer, hidden);

    const naming = tried.filter(({ missing }) => missing !== undefined);
    const ofNothing = await callAll(
      naming.map(({ missing = {}, ...procedure }) => ({ ...procedure, input: missing })),
      headers,
    );
    expect(naming.map((each) => withoutRetry(answers[tried.indexOf(each)]?.text ?? ""))).toEqual(
      ofNothing.map(({ text }) => withoutRetry(text)),
    );
  }

  function expectedOf(procedure: ProcedureCase, headers: Headers) {
    const { path, foreign } = procedure;
    if (isRefusedForKey(procedure, headers)) return [path, 401, "UNAUTHENTICATED"];
    const status = { NOT_FOUND: 404, NOT_MET: 404, INVALID_INPUT: 400, OWN: 200 }[foreign];
    const codes = { NOT_FOUND: foreign, NOT_MET: "NOT_FOUND", INVALID_INPUT: foreign, OWN: null };
    return [path, status, codes[foreign]];
  }

  it("refuses unknown fields, whatever their names", async () => {
    const before = await dump();
    const extras = {
      role: "coach",
      userUlid: bookingUlid("connected"),
      rescheduledBy: "coach@example.com",
      status: "accepted",
      version: 99,
      isAdmin: true,
      constructor: { prototype: { isAdmin: true } },
      ["__proto__x"]: 1,
    };
    const expectRefused = async (headers: Headers) => {
      for (const procedure of cases) {
        const { path, type, input } = procedure;
        const isByKey = isRefusedForKey(procedure, headers);
        const refusal = isByKey ? [401, "UNAUTHENTICATED"] : [400, "INVALID_INPUT"];
        const unknown = Object.entries(extras).filter(([name]) => !(name in input));
        const names = unknown.map(([name]) => name);
        const inputs = unknown.map(([name, value]) => ({ ...input, [name]: value }));
        const calls = inputs.map((each) => ({ path, type, input: each }));
        const answers = await callAll(calls, headers);
        const said = answers.map(({ status, code }, at) => [path, names[at], status, code]);
        expect(said).toEqual(names.map((name) => [path, name, ...refusal]));
      }
    };
    await Promise.all((await credentialsOf("mentee")).map(expectRefused));
    expect(await dump(before)).toEqual(before);
  });
});

describe("forged session tokens", () => {
  const claims = () => claimsOf("mentee");
  const now = () => Math.floor(Date.now() / 1000);

  it("a genuine token is accepted, so the forged ones fail for what was forged", async () => {
    for (const headers of await credentialsOf("mentee")) {
      expect((await send(listPath, { headers })).status).toBe(200);
    }
  });

  it("are refused as a header and as a cookie, by the API and by pages", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const keys = await (await fetch(`${stack.clerkUrl}/.well-known/jwks.json`)).text();
    const genuine = await tokenOf(claims());
    const [head, body, mark = ""] = genuine.split(".");
    const others = claimsOf("coach");
    const forged = {
      none: await tokenOf(claims(), { alg: "none" }, () => Buffer.alloc(0)),
      hmacWithPublicKey: await tokenOf(claims(), { alg: "HS256" }, (text) =>
        createHmac("sha256", keys).update(text).digest(),
      ),
      otherKey: await tokenOf(claims(), {}, (text) =>
        sign("RSA-SHA256", Buffer.from(text), privateKey),
      ),
      otherKeyId: await tokenOf(claims(), { kid: "ins_other" }),
      keyOfTheirOwn: await tokenOf(claims(), { jku: "https://evil.example/jwks" }, (text) =>
        sign("RSA-SHA256", Buffer.from(text), privateKey),
      ),
      swappedBody: `${head}.${Buffer.from(JSON.stringify(others)).toString("base64url")}.${mark}`,
      unsigned: `${head}.${body}.`,
      expired: await tokenOf({ ...claims(), iat: now() - 900, nbf: now() - 900, exp: now() - 600 }),
      notYet: await tokenOf({ ...claims(), nbf: now() + 600, iat: now() + 600, exp: now() + 900 }),
      otherParty: await tokenOf({ ...claims(), azp: "https://evil.example" }),
      noParty: await tokenOf({ ...claims(), azp: undefined }),
      otherIssuer: await tokenOf({ ...claims(), iss: "https://clerk.evil.example" }),
      noIssuer: await tokenOf({ ...claims(), iss: undefined }),
      noSession: await tokenOf({ ...claims(), sid: undefined }),
      noSubject: await tokenOf({ ...claims(), sub: undefined }),
      nonsense: "not.a.token",
    };
    for (const [name, token] of Object.entries(forged)) {
      const cookie = `__session=${token}; __client_uat=${now() - 60}; __clerk_db_jwt=dvb_walk`;
      for (const headers of [{ authorization: `Bearer ${token}` }, { cookie }]) {
        const answer = await send(listPath, { headers });
        expect([name, answer.status, answer.code]).toEqual([name, 401, "UNAUTHENTICATED"]);
      }
      const page = await send(`/meetings/${bookingUlid("connected")}`, { headers: { cookie } });
      expect([name, page.status]).toEqual([name, 307]);
      expectNothingOfThePair(page, canaries);
    }
  });

  const listPath = `/api/trpc/booking.list?input=${encodeURIComponent('{"when":"upcoming"}')}`;
});

describe("every route outside the API", () => {
  /** What each answers; where a session makes a difference, without one and with one. */
  const routes: Record<string, Record<"GET" | "POST", number | readonly [number, number]>> = {
    "/api/cal/callback": { GET: 303, POST: 405 },
    "/api/cal/connect": { GET: 303, POST: 405 },
    "/api/health": { GET: 200, POST: 405 },
    "/api/internal/tick": { GET: 401, POST: 401 },
    "/api/meetings/[bookingUlid]/event.ics": { GET: [401, 404], POST: 405 },
    "/api/unsubscribe/[token]": { GET: 404, POST: 404 },
    "/api/webhooks/resend": { GET: 405, POST: 401 },
    "/api/webhooks/clerk": { GET: 405, POST: 401 },
    "/api/webhooks/cal/[connectionUlid]": { GET: 405, POST: 401 },
  };

  it("has a case in this file", () => {
    const root = new URL("../src/app", import.meta.url).pathname;
    const found = globSync("**/route.ts", { cwd: root }).map(
      (file) => `/${file.replace("/route.ts", "")}`,
    );
    expect(found.toSorted()).toEqual([...Object.keys(routes), "/api/trpc/[trpc]"].toSorted());
  });

  it("shows strangers only a refusal, and answers no other method", async () => {
    const before = await dump();
    const strangers = [{}, ...(await credentialsOf("stranger")).slice(0, 2)];
    for (const [path, methods] of Object.entries(routes)) {
      for (const [method, status] of Object.entries(methods)) {
        const [without, withOne] = typeof status === "number" ? [status, status] : status;
        for (const [at, headers] of strangers.entries()) {
          const answer = await send(path, { method, headers });
          const expected = at === 0 ? without : withOne;
          expect([path, method, answer.status]).toEqual([path, method, expected]);
          expectNothingOfThePair(answer, canaries);
        }
      }
      for (const method of ["PUT", "DELETE", "PATCH"]) {
        expect([path, method, (await send(path, { method })).status]).toEqual([path, method, 405]);
      }
    }
    expect(await dump(before)).toEqual(before);
  });

  it("does not accept the secret of another route", async () => {
    const post = (path: string, headers: Headers) => send(path, { method: "POST", headers });
    const webhooks = await calSubscriptionOf("coach");
    const statuses = await Promise.all([
      post("/api/internal/tick", { authorization: `Bearer ${webhooks.secret}` }),
      post("/api/internal/tick", { authorization: `bearer ${secrets.tickSecret}` }),
      post("/api/internal/tick", { authorization: secrets.tickSecret }),
      post(`/api/internal/tick?secret=${secrets.tickSecret}`, {}),
      post(webhooks.path, { "x-cal-signature-256": webhooks.secret }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  });
});
