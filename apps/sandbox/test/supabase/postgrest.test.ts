import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  migrationsOf,
  PUBLISHABLE_KEY,
  runSql,
  SECRET_KEY,
  type Started,
  startIssuer,
  startSupabase,
} from "./start.ts";

const migrationsDir = migrationsOf(`
  create schema if not exists extensions;
  create extension if not exists btree_gist with schema extensions;
  create table public."Rooms" (
    "id" int primary key,
    "owner" text not null default 'nobody',
    "from" timestamptz not null default '2026-01-10T08:00:00Z',
    "to" timestamptz not null default '2026-01-10T09:00:00Z',
    "note" text not null default 'empty',
    constraint "Rooms_order" check ("to" > "from"),
    constraint "Rooms_once" exclude using gist ("owner" with =, tstzrange("from", "to") with &&) where ("owner" <> 'nobody'));
  alter table public."Rooms" enable row level security;
  create policy "own" on public."Rooms" for select to authenticated using ("owner" = auth.jwt() ->> 'sub');
  create policy "change own" on public."Rooms" for update to authenticated using ("owner" = auth.jwt() ->> 'sub');
  revoke all on public."Rooms" from anon, authenticated;
  grant select on public."Rooms" to authenticated;
  grant update ("note") on public."Rooms" to authenticated;
  create function public.fail_with(p_state text) returns void language plpgsql as $$
  begin raise exception 'as asked' using errcode = p_state, detail = 'a detail', hint = 'a hint'; end $$;
  create function public.forgotten() returns int language sql as 'select 1';
`);

let supabase: Started;
let issuer: Awaited<ReturnType<typeof startIssuer>>;
let server: SupabaseClient;
const as = (sub: string, claims?: Record<string, unknown>) =>
  createClient(supabase.url, PUBLISHABLE_KEY, { accessToken: () => issuer.sign(sub, claims) });

beforeAll(async () => {
  issuer = await startIssuer();
  supabase = await startSupabase({ migrationsDir, jwksUrl: issuer.jwksUrl });
  server = createClient(supabase.url, SECRET_KEY, { auth: { persistSession: false } });
  await runSql(
    supabase.url,
    `insert into public."Rooms" ("id", "owner") values (1, 'user_one'), (2, 'user_two')`,
  );
});
afterAll(async () => {
  await supabase.stop();
  issuer.close();
});

// What PostgREST does and lite 0.10.0 alone does not. Check these again at every upgrade.
describe("the Supabase stand-in, like PostgREST,", () => {
  it("returns timestamps in ISO 8601", async () => {
    const { data } = await server.from("Rooms").select("from").eq("id", 1).single();

    expect(data).toEqual({ from: "2026-01-10T08:00:00+00:00" });
  });

  it.each([
    ["a check", { id: 10, to: "2020-01-01T00:00:00Z" }, ["23514", 400]],
    ["an exclusion", { id: 11, owner: "user_one" }, ["23P01", 400]],
    ["a unique key", { id: 1 }, ["23505", 409]],
    ["a null", { id: 12, note: null }, ["23502", 400]],
    ["a bad instant", { id: 13, from: "yesterday-ish" }, ["22007", 400]],
    ["an unknown column", { id: 14, nonsense: 1 }, ["PGRST204", 400]],
  ])(
    "answers with PostgREST's status and code when a row violates %s",
    async (_rule, row, expected) => {
      const answer = await server.from("Rooms").insert(row);

      expect([answer.error?.code, answer.status]).toEqual(expected);
    },
  );

  it.each([
    ["P0001", 400],
    ["40001", 500],
    ["53300", 503],
    ["PT409", 409],
  ])("answers with PostgREST's status when a function raises %s", async (state, status) => {
    const answer = await server.rpc("fail_with", { p_state: state });

    expect(answer.error).toMatchObject({
      code: state,
      message: "as asked",
      details: "a detail",
      hint: "a hint",
    });
    expect(answer.status).toBe(status);
  });

  it("inserts null for keys that only some rows of an insert have", async () => {
    const answer = await server.from("Rooms").insert([{ id: 20, note: "x" }, { id: 21 }]);
    expect(answer.error?.code).toBe("23502");

    // Read the rows back: lite's response to such an insert differs from what it stored.
    await server
      .from("Rooms")
      .insert([{ id: 20, note: "x" }, { id: 21 }], { defaultToNull: false });
    const { data } = await server.from("Rooms").select("note").gte("id", 20).order("id");
    expect(data).toEqual([{ note: "x" }, { note: "empty" }]);
  });

  it("keeps the grants of the migrations", async () => {
    const one = as("user_one");

    expect(
      (await one.from("Rooms").update({ note: "mine" }).eq("id", 1).select("note")).data,
    ).toEqual([{ note: "mine" }]);
    expect((await one.from("Rooms").update({ owner: "user_two" }).eq("id", 1)).error?.code).toBe(
      "42501",
    );
    expect((await one.from("Rooms").delete().eq("id", 1)).error?.code).toBe("42501");
  });

  it("has the default privileges of a hosted project, so that a missing revoke is noticed", async () => {
    expect((await as("user_one").rpc("forgotten")).data).toBe(1);
  });

  it("returns an empty list for an update that matches nothing", async () => {
    const { data, error } = await server.from("Rooms").update({ note: "x" }).eq("id", 99).select();

    expect([data, error]).toEqual([[], null]);
  });

  it("applies policies per person, even to concurrent requests", async () => {
    const asked = Array.from({ length: 30 }, async (_, index) => {
      const sub = index % 2 ? "user_one" : "user_two";
      const { data } = await as(sub).from("Rooms").select("owner");
      return { sub, owners: data?.map((row) => row["owner"]) };
    });

    for (const { sub, owners } of await Promise.all(asked)) expect(owners).toEqual([sub]);
  });

  it("keeps SQL from the console out of the transactions of other requests", async () => {
    const asked = Array.from({ length: 30 }, async (_, index) =>
      index % 2
        ? (
            await runSql(
              supabase.url,
              `select current_user as who, count(*)::int as rooms from public."Rooms" where "id" < 10`,
            )
          ).rows
        : (await as("user_one").from("Rooms").select("id")).data,
    );

    const answers = await Promise.all(asked);
    const expected = (index: number) => (index % 2 ? [{ who: "postgres", rooms: 2 }] : [{ id: 1 }]);
    expect(answers).toEqual(answers.map((_, index) => expected(index)));
  });

  it("does not let a token choose a role that users do not have", async () => {
    for (const role of ["service_role", "postgres", "authenticator"])
      expect((await as("user_one", { role }).from("Rooms").select()).error?.code).toBe("42501");
    expect((await as("user_one", { role: "anon" }).from("Rooms").select()).error?.code).toBe(
      "42501",
    );
  });

  it("accepts a token for 30 s after it expires, to allow for clock skew, and no longer", async () => {
    const endedAgo = (seconds: number) =>
      createClient(supabase.url, PUBLISHABLE_KEY, {
        accessToken: () => issuer.sign("user_one", {}, -seconds),
      });

    expect((await endedAgo(10).from("Rooms").select("id")).data).toEqual([{ id: 1 }]);
    expect((await endedAgo(40).from("Rooms").select("id")).error?.code).toBe("PGRST303");
  });

  it("refuses a token of another issuer, an unsigned token, and a request without a key", async () => {
    const foreign = await as("user_one", { iss: "https://elsewhere.test" }).from("Rooms").select();
    expect(foreign.error?.code).toBe("PGRST301");

    const payload = Buffer.from(
      JSON.stringify({ role: "authenticated", sub: "user_one" }),
    ).toString("base64url");
    const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const unsigned = createClient(supabase.url, PUBLISHABLE_KEY, {
      accessToken: async () => `${header}.${payload}.`,
    });
    expect((await unsigned.from("Rooms").select()).error).not.toBeNull();

    const keyless = await fetch(`${supabase.url}/rest/v1/Rooms?select=*`);
    expect(keyless.status).toBe(401);
  });
});

describe("the console of the Supabase stand-in", () => {
  it("runs SQL only with the secret key", async () => {
    const { url } = supabase;

    expect((await runSql(url, "select 1", "wrong")).status).toBe(401);
    expect(await runSql(url, "select 1 as one; select 2 as two")).toMatchObject({
      rows: [{ two: 2 }],
    });
    expect(await runSql(url, "select nonsense")).toMatchObject({
      status: 400,
      message: expect.stringContaining("nonsense"),
    });
    expect((await runSql(url, "")).status).toBe(400);
  });
});
