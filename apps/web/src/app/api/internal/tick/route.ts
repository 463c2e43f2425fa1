import { createBackgroundWork, createTableJobs } from "@reslot/api/server";
import { serverMessages } from "@/copy/server-messages.ts";
import { env } from "@/env.ts";
import { isSameSecret } from "@/server/guards/is-same-secret.ts";
import { getPorts } from "@/server/ports.ts";

export const dynamic = "force-dynamic";

const t = serverMessages("responses");

/** One tick of the background work, for platforms that only have cron. Bearer `TICK_SECRET`. */
export async function POST(request: Request): Promise<Response> {
  const [scheme, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme !== "Bearer" || !isSameSecret(token, env().TICK_SECRET)) {
    return Response.json({ error: t("secret") }, { status: 401 });
  }
  const ports = getPorts();
  const work = createBackgroundWork(ports, { jobs: createTableJobs(ports) });
  return Response.json({ ok: true, done: await work.tick() });
}
