import { diff, encodeId, type Delta, type FactBase } from "@supabase/pg-delta";
import { extract } from "@supabase/pg-delta/extract";
import { plan } from "@supabase/pg-delta/plan";
import { formatSqlStatements } from "@supabase/pg-delta/sql-format";
import type { Query } from "./query.ts";

/** The catalogue of a database, as pg-delta compares it. */
export async function readFacts(query: Query): Promise<FactBase> {
  const client = {
    query: async (sql: string, parameters?: unknown[]) => {
      const rows = await query(sql, parameters);
      return { rows, rowCount: rows.length };
    },
    release: () => undefined,
  };
  const { factBase } = await extract({ ...client, connect: async () => client });
  return factBase;
}

/** One line for each difference between two databases; empty when they are equal. */
export function listDifferences(from: FactBase, to: FactBase): string[] {
  return diff(from, to).map(describe);
}

function describe(delta: Delta): string {
  if (delta.verb === "set") return `change ${encodeId(delta.id)}: ${delta.attr}`;
  if (delta.verb === "add" || delta.verb === "remove")
    return `${delta.verb} ${encodeId(delta.fact.id)}`;
  return `${delta.verb} ${encodeId(delta.edge.from)} to ${encodeId(delta.edge.to)}`;
}

export interface MigrationPlan {
  readonly sql: string;
  /** The statements that drop something a running server of the previous version may use. */
  readonly drops: readonly string[];
}

const DROPPED = new Set(["column", "function", "sequence", "table", "type", "view"]);

/**
 * SQL that turns one database into the other. It omits default privileges, which pg-delta plans wrongly, and owners,
 * which depend on the role that applies the migration.
 */
export function planMigration(from: FactBase, to: FactBase): MigrationPlan {
  const { actions } = plan(from, to, {
    scope: "database",
    defaultOwner: "postgres",
    policy: {
      id: "reslot",
      assumedRoles: ["postgres", "anon", "authenticated", "service_role"],
      filter: [
        { match: { kind: "defaultPrivilege" }, action: "exclude" },
        {
          match: { all: [{ kind: "acl" }, { idField: { field: "grantee", glob: "postgres" } }] },
          action: "exclude",
        },
      ],
    },
  });
  const statements = formatSqlStatements(
    actions.map(({ sql }) => sql),
    { keywordCase: "lower", maxWidth: 120, alignColumns: false, alignKeyValues: false },
  );
  const drops = actions
    .filter(
      ({ verb, dataLoss, destroys }) =>
        dataLoss === "destructive" ||
        (verb === "drop" && destroys.some(({ kind }) => DROPPED.has(kind))),
    )
    .map(({ sql }) => sql);
  return {
    sql: ["set check_function_bodies = off", ...statements, "reset check_function_bodies"]
      .map((statement) => `${statement};\n`)
      .join("\n"),
    drops,
  };
}
