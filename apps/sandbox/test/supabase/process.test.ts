import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { lockDirectory } from "../../src/supabase/directory-lock.ts";
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

/** A port on which this process listens. */
async function busyPort(): Promise<number> {
  const server = createServer().unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

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
    const unlock = lockDirectory(dir);
    const port = await busyPort();

    await expect(start({ dir })).rejects.toThrow(
      `exit 1: The database in ${dir} is in use by process ${process.pid}`,
    );
    await expect(start({ port })).rejects.toThrow(
      `exit 1: Port ${port} is busy: set SUPABASE_PORT`,
    );
    unlock();
  });

  it("names the file of a migration that it refuses", async () => {
    const broken = migrationsOf("create table public.a (id nonsense);");
    await expect(start({ migrationsDir: broken })).rejects.toThrow(
      "exit 1: 20260101000000_first.sql failed",
    );
  });
});
