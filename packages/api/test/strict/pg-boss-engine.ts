import { randomBytes } from "node:crypto";
import { PgBoss } from "pg-boss";
import { createPgBossJobs } from "@reslot/api/pg-boss";
import type { EngineUnderTest } from "../jobs/contract.ts";
import { silent } from "../jobs/table-engine.ts";

/** pg-boss in a schema of its own. */
export function createPgBossEngine(connectionString: string) {
  const schema = `jobs_${randomBytes(4).toString("hex")}`;
  const console = new PgBoss({ connectionString, schema, supervise: false, schedule: false });

  async function sql(statement: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const { rows } = await console.getDb().executeSql(statement, values);
    return rows as Record<string, unknown>[];
  }

  const engine: EngineUnderTest = {
    open: () => createPgBossJobs({ connectionString, schema, log: silent }),

    async pass(kind, ms) {
      await sql(
        `update ${schema}.job set start_after = start_after - $2 * interval '1 millisecond'
        where name = $1 and state < 'active'`,
        [kind, ms],
      );
    },

    async waitOf(kind) {
      const [row] = await sql(
        `select floor(extract(epoch from start_after - clock_timestamp()) * 1000)::integer as ms
        from ${schema}.job where name = $1 and state < 'active'`,
        [kind],
      );
      return Number(row?.["ms"]);
    },

    async loseWorker(kind) {
      await sql(
        `update ${schema}.job set heartbeat_on = heartbeat_on - interval '1 hour'
        where name = $1 and state = 'active' and retry_count = 0`,
        [kind],
      );
    },

    async burial(kind) {
      const [row] = await sql(
        `select source_output::text as error from ${schema}.job where source_name = $1`,
        [kind],
      );
      return row === undefined ? null : String(row["error"]);
    },
  };
  return { engine, start: () => console.start(), stop: () => console.stop({ graceful: false }) };
}
