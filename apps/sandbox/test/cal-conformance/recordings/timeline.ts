import type { Json } from "../../cal/fixture.ts";
import type { Recording, RecordingFile } from "./recordings.ts";

/** Everything that the recordings tell of the recorded server, in the order of time. */
export interface Timeline {
  /** Single exchanges, the oldest first. */
  readonly exchanges: readonly Recording[];
  /** What answers show of each booking, by uid, the oldest view first. */
  readonly views: ReadonlyMap<string, readonly Json[]>;
  before(recording: Recording): readonly Recording[];
  /** Before this time. */
  beforeInstant(ms: number): readonly Recording[];
  /** The first booking that this one was moved to; null when none is known. */
  successorOf(uid: string): Json;
}

export function buildTimeline(files: readonly RecordingFile[]): Timeline {
  const exchanges = files
    .flatMap(({ recording }) => recording ?? [])
    .toSorted((a, b) => timeOf(a) - timeOf(b) || a.name.localeCompare(b.name));
  const views = new Map<string, Json[]>();
  for (const { recording, content } of files) {
    const seenAt = recording === null ? Number.POSITIVE_INFINITY : timeOf(recording);
    collectViews(content, seenAt, views);
  }
  for (const list of views.values()) list.sort((a, b) => a.seenAt - b.seenAt);
  const all = [...views.values()].flat();
  const beforeInstant = (ms: number): readonly Recording[] =>
    exchanges.filter((other) => timeOf(other) < ms);
  return {
    exchanges,
    views,
    beforeInstant,
    before: (recording) => exchanges.slice(0, Math.max(0, exchanges.indexOf(recording))),
    successorOf: (uid) =>
      all
        .filter(({ rescheduledFromUid }) => rescheduledFromUid === uid)
        .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))[0] ?? null,
  };
}

export function timeOf({ recordedAt }: Recording): number {
  return Date.parse(recordedAt);
}

/** Anything in the shape of a booking, wherever it is. */
function collectViews(value: Json, seenAt: number, views: Map<string, Json[]>): void {
  if (typeof value !== "object" || value === null) return;
  if (
    typeof value.uid === "string" &&
    Array.isArray(value.hosts) &&
    Array.isArray(value.attendees)
  ) {
    views.set(value.uid, [...(views.get(value.uid) ?? []), { ...value, seenAt }]);
  }
  for (const part of Object.values(value)) collectViews(part, seenAt, views);
}

/** The message of an error in any of its shapes; empty for a success. */
export function messageOf({ response: { body } }: Recording): string {
  return String(body?.error?.message ?? body?.message ?? "");
}

export function hasSucceeded({ response: { status } }: Recording): boolean {
  return status >= 200 && status < 400;
}

/** True for this method and a path that matches. */
export function isCall({ request }: Recording, method: string, path: RegExp): boolean {
  return request.method === method && path.test(request.path.split("?")[0] ?? "");
}
