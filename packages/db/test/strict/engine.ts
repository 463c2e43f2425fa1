import postgres, { type Row, type RowList, type Sql } from "postgres";
import { createDatabase } from "./create-database.ts";

interface EngineOptions {
  /** Parsers of PostgreSQL's text format, by type OID. */
  readonly parsers?: Readonly<Record<number, (text: string) => unknown>>;
}

interface EngineResult {
  readonly rows: readonly Row[];
  readonly affectedRows: number;
}

const TIMESTAMPTZ = 1184;
const WRITES = /^(?:INSERT|UPDATE|DELETE|MERGE)/;
const asJson = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/**
 * One connection to a database of a real server, with the interface of the embedded engine. Values are
 * sent as text: the server parses them, not the driver.
 */
export class PGlite {
  readonly waitReady: Promise<void>;
  #sql: Sql | undefined;

  constructor({ parsers = {} }: EngineOptions = {}) {
    this.waitReady = this.#open(parsers[TIMESTAMPTZ] ?? String);
  }

  async #open(parseInstant: (text: string) => unknown): Promise<void> {
    const url = await createDatabase(process.env["STRICT_POSTGRES_URL"] ?? "");
    this.#sql = postgres(url, {
      max: 1,
      prepare: false,
      onnotice: () => undefined,
      types: {
        date: { to: TIMESTAMPTZ, from: [TIMESTAMPTZ], serialize: String, parse: parseInstant },
        bigint: { to: 20, from: [20], serialize: String, parse: Number },
        boolean: { to: 16, from: [16], serialize: String, parse: (text: string) => text === "t" },
        json: { to: 114, from: [114, 3802], serialize: asJson, parse: JSON.parse },
      },
    });
  }

  async query(text: string, parameters: readonly unknown[] = []): Promise<EngineResult> {
    const sql = await this.#ready();
    return toResult(await sql.unsafe(text, [...parameters] as never[]));
  }

  async exec(text: string): Promise<EngineResult[]> {
    const sql = await this.#ready();
    const answer: unknown = await sql.unsafe(text).simple();
    const results = answer as RowList<Row[]> | RowList<Row[]>[];
    return "command" in results ? [toResult(results)] : results.map(toResult);
  }

  async transaction<T>(work: (transaction: PGlite) => Promise<T>): Promise<T> {
    await this.exec("begin");
    try {
      const result = await work(this);
      await this.exec("commit");
      return result;
    } catch (error) {
      await this.exec("rollback");
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.#ready()).end({ timeout: 1 });
  }

  async #ready(): Promise<Sql> {
    await this.waitReady;
    if (!this.#sql) throw new Error("The database was not opened.");
    return this.#sql;
  }
}

function toResult(rows: RowList<Row[]>): EngineResult {
  return { rows: [...rows], affectedRows: WRITES.test(rows.command) ? rows.count : 0 };
}
