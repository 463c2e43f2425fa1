import { secondMs } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { env } from "@/env.ts";
import { getBackgroundWork } from "@/server/background-work.ts";
import { isSameSecret } from "@/server/guards/is-same-secret.ts";

export const dynamic = "force-dynamic";
/** Of platforms that end a request: in seconds. */
export const maxDuration = 60;

/** No job begins after that; the rest is left to the next tick. */
const beginWithinMs = 30 * secondMs;

const t = messagesFor("en", "responses");

/**
 * One tick of the background work, for platforms that only have cron. Bearer `TICK_SECRET` or
 * `CRON_SECRET`: some platforms call with GET, and with a secret under that name.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isScheduler(request)) return Response.json({ error: t("secret") }, { status: 401 });
  const work = await getBackgroundWork();
  return Response.json({ ok: true, done: await work.tick(AbortSignal.timeout(beginWithinMs)) });
}

export const GET = POST;

function isScheduler(request: Request): boolean {
  const [scheme, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme !== "Bearer") return false;
  const { TICK_SECRET, CRON_SECRET = TICK_SECRET } = env();
  return isSameSecret(token, TICK_SECRET) || isSameSecret(token, CRON_SECRET);
}
