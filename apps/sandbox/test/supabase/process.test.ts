import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { migrationsOf, runSql, type Started, startSupabase } from "./start.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const migrationsDir = migrationsOf(
  `create table public.things (id int primary key); alter table public.things enable row level security;`,
);
const started: Started[] = [];
const start = async (options: Partial<Parameters<typeof startSupabase>[0]> = {}) => {
  const running = await startSupabase({ migrationsDir, ...options });
  started.push(running);
  return running;
};
const newDir = () => join(temporaryFolder("supabase-"), "data");

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.stop("SIGKILL")));
});

describe("the process of the Supabase stand-in", () => {
  it("prints one ready line, answers its health check, and exits cleanly", async () => {
    const { url, stdout, stop } = await start();
    const health = await fetch(`${url}/_sandbox/health`);

    expect(await health.json()).toEqual({ ok: true });
    await runSql(url, "select 1 / 0");
    expect(await stop()).toBe(0);
    expect(stdout).toEqual([JSON.stringify({ ready: true, url })]);
  });

  it("keeps its rows after a stop, a kill and a restart", async () => {
    const dir = newDir();
    const first = await start({ dir });
    await runSql(first.url, "insert into public.things values (1)");
    await first.stop();
    const second = await start({ dir });
    await runSql(second.url, "insert into public.things values (2)");
    await second.stop("SIGKILL");

    const third = await start({ dir });
    const { rows } = await runSql(third.url, "select id from public.things order by id");
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("refuses a folder or port that is in use", async () => {
    const dir = newDir();
    const { url, child } = await start({ dir });

    await expect(start({ dir })).rejects.toThrow(
      `exit 1: The database in ${dir} is in use by process ${child.pid}`,
    );
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toThrow(
      `exit 1: Port ${port} is busy: set SUPABASE_PORT`,
    );
  });

  it("refuses a migration that fails, is misnamed, or was changed or removed after it was applied", async () => {
    const dir = newDir();
    const changing = migrationsOf("create table public.a (id int);");
    await (await start({ dir, migrationsDir: changing })).stop();
    writeFileSync(join(changing, "20260101000000_first.sql"), "create table public.b (id int);");
    await expect(start({ dir, migrationsDir: changing })).rejects.toThrow("Run npm run reset");
    renameSync(
      join(changing, "20260101000000_first.sql"),
      join(changing, "20260202000000_second.sql"),
    );
    await expect(start({ dir, migrationsDir: changing })).rejects.toThrow(
      "Migration 20260101000000 was applied to this database and is gone. Run npm run reset.",
    );

    const broken = migrationsOf("create table public.a (id nonsense);");
    await expect(start({ migrationsDir: broken })).rejects.toThrow(
      "20260101000000_first.sql failed",
    );
    const misnamed = migrationsOf("select 1;");
    writeFileSync(join(misnamed, "second.sql"), "select 1;");
    await expect(start({ migrationsDir: misnamed })).rejects.toThrow("second.sql is not named");
  });

  it("runs SQL only with the secret key", async () => {
    const { url } = await start();

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
