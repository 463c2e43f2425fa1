import type { Needs } from "../app/app.ts";
import type { Pair } from "../core/model.ts";

/**
 * For which pairs the mentee's calendar is connected and shared with the coach, so that times a coach chooses
 * are compared with it. Two queries in parallel.
 */
export async function findCheckedPairs(
  { db }: Needs<"db">,
  pairs: Iterable<Pair>,
): Promise<(pair: Pair) => boolean> {
  const menteeUserUlids = [...new Set([...pairs].map(({ menteeUserUlid }) => menteeUserUlid))];
  const [connections, allowed] = await Promise.all([
    db.calConnections.getMany(menteeUserUlids),
    db.consents.listAllowed({ menteeUserUlids }),
  ]);
  const keyOf = (pair: Pair) => `${pair.menteeUserUlid} ${pair.coachUserUlid}`;
  const isAllowed = new Set(allowed.map(keyOf));
  const isConnected = new Set(
    connections.filter(({ status }) => status === "connected").map(({ userUlid }) => userUlid),
  );
  return (pair) => isConnected.has(pair.menteeUserUlid) && isAllowed.has(keyOf(pair));
}
