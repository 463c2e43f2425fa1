import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import postgres, { type Sql } from "postgres";
import {
  createAuthClient,
  createDb,
  createServerAuthClient,
  parseTokenKeys,
} from "../src/index.ts";
import { signTokenOf, startTestSupabase } from "../test/test-supabase.ts";
import { fill, listEmptyTables, type Sizes } from "./fill.ts";
import { clerkUser, type World } from "./question.ts";

export interface RunningWorld extends Omit<World, "mark"> {
  /** As the owner of the database. */
  readonly sql: Sql;
  readonly database: string;
  /** Of all tables with their indexes. */
  readonly bytes: number;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("../test/strict/postgrest-program.ts", import.meta.url));

/** A database of the server with all migrations and rows, behind PostgREST with one connection. */
export async function startWorld(serverUrl: string, size: Sizes): Promise<RunningWorld> {
  const env = { STRICT_POSTGRES_URL: serverUrl, STRICT_POSTGREST_POOL: "1" };
  const running = await startTestSupabase({ program, env });
  const { supabase } = running;
  const database = await newestDatabase(serverUrl);
  const sql = postgres(`${serverUrl}${database}`, { max: 2, onnotice: () => undefined });
  await fill(sql, size);
  const empty = await listEmptyTables(sql);
  if (empty.length > 0) throw new Error(`No rows in ${empty.join(", ")}: fill.ts has to add some.`);
  const [row] = await sql<{ bytes: number }[]>`
    select pg_database_size(current_database())::float8 as bytes`;

  const server = createServerAuthClient(supabase);
  const tokenKeys = parseTokenKeys(`k1:${randomBytes(32).toString("base64")}`);
  return {
    size,
    sql,
    database,
    bytes: row?.bytes ?? 0,
    db: createDb({ client: server, tokenKeys }),
    dbOf(person) {
      const accessToken = () => signTokenOf(supabase, { sub: clerkUser(person) }, "1 hour");
      return createDb({ client: createAuthClient({ ...supabase, accessToken }), server });
    },
    async stop() {
      await sql.end({ timeout: 1 });
      await running.stop();
    },
  };
}

async function newestDatabase(serverUrl: string): Promise<string> {
  const sql = postgres(`${serverUrl}postgres`, { max: 1 });
  const [row] = await sql<{ name: string }[]>`
    select datname as name from pg_database where datname like 'reslot\\_%' order by oid desc limit 1`;
  await sql.end();
  if (!row) throw new Error("There is no database.");
  return row.name;
}
