/** What a caller can do about it. The message says where it happened and never contains a value. */
export type DbErrorCode =
  | "CONFLICT" // a unique or exclusion constraint, or two transactions at once
  | "FORBIDDEN" // grants, policies, or a rejected token
  | "UNAVAILABLE" // no response, or the database reports that it cannot work now
  | "INVALID" // a value the schema rejects
  | "UNEXPECTED";

export interface DbErrorPlace {
  readonly table: string;
  readonly operation: string;
}

interface DbErrorOptions extends DbErrorPlace {
  readonly sqlState?: string | undefined;
  readonly cause?: unknown;
}

/** The one error this package throws on purpose. Branch on `code`. */
export class DbError extends Error {
  /** By name: a bundler may contain this class twice, and objects cross between the copies. */
  static override [Symbol.hasInstance](value: unknown): value is DbError {
    return value instanceof Error && value.name === "DbError";
  }

  override readonly name = "DbError";
  readonly code: DbErrorCode;
  readonly table: string;
  readonly operation: string;
  /** Postgres' SQLSTATE, or PostgREST's own code. */
  readonly sqlState: string | undefined;

  constructor(code: DbErrorCode, { table, operation, sqlState, cause }: DbErrorOptions) {
    super(`${operation} on ${table} failed: ${sqlState ?? code}`, { cause });
    this.code = code;
    this.table = table;
    this.operation = operation;
    this.sqlState = sqlState;
  }
}
