import { createServerAuthClient, createDb } from "@reslot/db";
import { createTableJobs } from "../../src/server.ts";
import { settingsWith } from "../support/meeting.ts";
import { sql } from "../support/services.ts";
import type { EngineUnderTest } from "./contract.ts";

export const silent = { info: () => undefined, error: () => undefined };

/** Rows of our own database. */
export const tableEngine: EngineUnderTest = {
  open: async () => {
    const db = createDb({ client: createServerAuthClient(settingsWith().supabase) });
    return createTableJobs({ db, log: silent });
  },

  async pass(kind, ms) {
    await sql(`update "Jobs" set "runAt" = "runAt" - ${ms} * interval '1 millisecond'
      where "kind" = '${kind}' and "leaseUntil" is null`);
  },

  async waitOf(kind) {
    const [row] = await sql<{ ms: number }>(`
      select floor(extract(epoch from "runAt" - clock_timestamp()) * 1000)::integer as ms
      from "Jobs" where "kind" = '${kind}'`);
    return row?.ms ?? Number.NaN;
  },

  async loseWorker(kind) {
    await sql(`update "Jobs" set "leaseUntil" = now()
      where "kind" = '${kind}' and "fence" = 1`);
  },

  async burial(kind) {
    const [row] = await sql<{ lastError: string }>(
      `select "lastError" from "Jobs" where "kind" = '${kind}' and "deadAt" is not null`,
    );
    return row?.lastError ?? null;
  },
};
