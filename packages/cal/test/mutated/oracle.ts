/** What one row of an answer says beyond doubt, judged without the client's own code. */
export interface RowFacts {
  readonly uid: string | null;
  /** Epoch milliseconds, where the row has a start and an end after it. */
  readonly interval: { readonly start: number; readonly end: number } | null;
}

const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The list in an answer's `data`; null when there is none. */
export function listIn(answer: unknown): unknown[] | null {
  const data = fieldOf(answer, "data");
  return Array.isArray(data) ? data : null;
}

export function factsOf(row: unknown): RowFacts {
  const uid = fieldOf(row, "uid");
  const [start, end] = [timeOf(fieldOf(row, "start")), timeOf(fieldOf(row, "end"))];
  return {
    uid: typeof uid === "string" && uid !== "" ? uid : null,
    interval: start !== null && end !== null && start <= end ? { start, end } : null,
  };
}

export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function timeOf(value: unknown): number | null {
  if (typeof value !== "string" || !exact.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
