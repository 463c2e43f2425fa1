import postgres, { type Sql } from "postgres";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CONNECTIONS = 40;
const JOBS = 200;
const LEASE_MS = 60_000;

const workers: Sql[] = [];

beforeAll(async () => {
  const url = process.env["STRICT_DATABASE_URL"] ?? "";
  for (let index = 0; index < CONNECTIONS; index += 1)
    workers.push(postgres(url, { max: 1, onnotice: () => undefined }));
  await Promise.all(workers.map((worker) => worker`select 1`));
});

afterAll(() => Promise.all(workers.map((worker) => worker.end())));

const all = <T>(work: (connection: Sql) => Promise<T>) => Promise.all(workers.map(work));

async function enqueue(connection: Sql, kind: string): Promise<boolean> {
  const [row] = await connection<{ answer: boolean }[]>`
    select job_enqueue(${kind}, 'one', 0) as answer`;
  return row?.answer ?? false;
}

interface Claimed {
  key: string;
  fence: number;
}

const claim = (connection: Sql, kind: string) => connection<Claimed[]>`
  select "key", "fence" from job_claim_by_class(
    ${connection.json([{ kinds: [kind], places: 10 }])}, ${LEASE_MS})`;

const done = (connection: Sql, kind: string, { key, fence }: Claimed) => connection`
  select job_done(${kind}, ${key}, ${fence}, null, null)`;

describe(`${CONNECTIONS} concurrent workers`, () => {
  it(`run each of ${JOBS} jobs once`, async () => {
    const kind = ulid();
    await workers[0]?.unsafe(`insert into "Jobs" ("kind", "key")
      select '${kind}', n::text from generate_series(1, ${JOBS}) n`);

    const keys: string[] = [];
    await all(async (connection) => {
      for (;;) {
        const claimed = await claim(connection, kind);
        if (claimed.length === 0 && keys.length === JOBS) return;
        for (const job of claimed) await done(connection, kind, job);
        keys.push(...claimed.map(({ key }) => key));
      }
    });
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(JOBS);
  });

  it("enqueue one job together, waiting or running, and one of them claims it", async () => {
    for (let round = 0; round < 20; round += 1) {
      const kind = ulid();
      const waiting = await all((connection) => enqueue(connection, kind));
      const claimed = (await all((connection) => claim(connection, kind))).flat();
      const running = await all((connection) => enqueue(connection, kind));

      expect(waiting.filter(Boolean), `round ${round}`).toHaveLength(1);
      expect(claimed, `round ${round}`).toHaveLength(1);
      expect(running.filter(Boolean), `round ${round}`).toHaveLength(1);
    }
  });
});
