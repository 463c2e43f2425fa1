/** What a caller can do about it. The message says where it happened; it never carries a value. */
export type DbErrorCode =
  | "CONFLICT" // a unique or exclusion constraint, or two transactions at once
  | "FORBIDDEN" // grants, policies, or a token that is refused
  | "UNAVAILABLE" // no answer, or the database says that it cannot work now
  | "INVALID" // a value the schema refuses
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
  /** By name: a bundler makes a copy of this class for pages and one for routes, which share objects. */
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
