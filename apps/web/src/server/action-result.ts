import type { ErrorPayload } from "@reslot/api";

/** What a server action answers: one of the two, never both, and it never throws. */
export type ActionResult<Data> = { data: Data; error: null } | { data: null; error: ErrorPayload };
