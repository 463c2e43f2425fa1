import type { ErrorPayload } from "@reslot/api";

/** What a server action returns: either data or an error. It never throws. */
export type ActionResult<Data> = { data: Data; error: null } | { data: null; error: ErrorPayload };
