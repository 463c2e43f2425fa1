import { readLimited } from "@reslot/api/fetch";
import { receiveMailEvent } from "@reslot/api/server";
import { messagesFor } from "@reslot/messages/catalogue";
import { env } from "@/env.ts";
import { withRateLimit } from "@/server/guards/with-rate-limit.ts";
import { getPorts } from "@/server/ports.ts";

export const dynamic = "force-dynamic";

const t = messagesFor("en", "responses");
const maxBodyBytes = 256 * 1024;

/** The mail provider reports the fate of a mail. 503 when it could not be stored: it then sends it again. */
export function POST(request: Request): Promise<Response> {
  return withRateLimit(request, { kind: "webhook" }, () => take(request));
}

async function take({ body, headers }: Request): Promise<Response> {
  const rawBody = await readLimited(body, maxBodyBytes);
  if (!rawBody) return Response.json({ error: t("tooLarge") }, { status: 413 });
  try {
    const call = { rawBody: new TextDecoder().decode(rawBody), headers };
    const result = await receiveMailEvent(getPorts(), {
      ...call,
      secret: env().RESEND_WEBHOOK_SECRET,
    });
    if (result === "refused") return Response.json({ error: t("signature") }, { status: 401 });
    return Response.json({ result });
  } catch (error) {
    getPorts().log.error("RECEIVE_MAIL_EVENT_ERROR", error);
    return Response.json({ error: t("later") }, { status: 503 });
  }
}
