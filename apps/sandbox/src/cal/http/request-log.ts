/** One call to a /v2 path; `status` is 0 while, or if for ever, no answer was sent. */
interface LogEntry {
  readonly at: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  status: number;
}

/** The newest calls since the process started or was reset. */
export interface RequestLog {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  add(entry: LogEntry): LogEntry;
  clear(): void;
}

/** Keeps the newest 20,000 calls. */
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
