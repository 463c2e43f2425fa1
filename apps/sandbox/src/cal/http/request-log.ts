/** One call to a /v2 path; `status` is 0 until a response is sent. */
interface LogEntry {
  readonly at: string;
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  status: number;
}

/** The latest calls since the process started or was reset. */
export interface RequestLog {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  add(entry: LogEntry): LogEntry;
  clear(): void;
}

/** Keeps the latest 20,000 calls. */
export function createRequestLog(limit = 20_000): RequestLog {
  const entries: LogEntry[] = [];
  return {
    entries,
    add: (entry) => {
      entries.push(entry);
      if (entries.length > limit) entries.splice(0, entries.length - limit);
      return entry;
    },
    clear: () => {
      entries.length = 0;
    },
  };
}
