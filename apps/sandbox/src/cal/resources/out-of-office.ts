import { formatInstant } from "../time/instant.ts";
import { refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";

/** GET /v2/me/ooo, as newer servers have it; the others do not know the route. */
export function listOutOfOffice(call: Call): Answer {
  if (!call.world.store.state.hasOutOfOfficeRoute) throw refuse(404, `Cannot GET ${call.path}`);
  const { id: userId, outOfOffice } = callerOf(call);
  const skip = Number(call.query.get("skip") ?? 0);
  const take = Number(call.query.get("take") ?? 250);
  return success(
    outOfOffice.slice(skip, skip + take).map(({ id, uuid, start, end }) => ({
      userId,
      id,
      uuid,
      start: formatInstant(start),
      end: formatInstant(end),
      toUserId: null,
      notes: null,
      reason: "unspecified",
    })),
  );
}
