import { answerRateLimited, readLimited } from "@reslot/api/fetch";
import { processWebhooksNow, receiveCalWebhook, toAppError } from "@reslot/api/server";
import { after } from "next/server";
import { messagesFor } from "@reslot/messages/catalogue";
import { getPorts } from "@/server/ports.ts";
import { clientAddressOf } from "@/server/guards/with-rate-limit.ts";

export const dynamic = "force-dynamic";

const t = messagesFor("en", "responses");
const maxBodyBytes = 256 * 1024;

const statuses = {
  received: 200,
  repeated: 200,
  coalesced: 200,
  ignored: 200,
  refused: 401,
} as const;

interface Context {
  params: Promise<{ connectionUlid: string }>;
}

/**
 * Cal.com reports that a booking of a connected account changed. The call is stored and answered at once, since Cal.com's
 * users wait for the answer; it is processed afterwards. 503 when it could not be stored.
 */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerRateLimited(async () => take(request, (await params).connectionUlid));
}

async function take(request: Request, connectionUlid: string): Promise<Response> {
  const rawBody = await readLimited(request.body, maxBodyBytes);
  if (!rawBody) return Response.json({ error: t("tooLarge") }, { status: 413 });
  const signature = request.headers.get("x-cal-signature-256");
  try {
    const call = { connectionUlid, rawBody, signature, address: clientAddressOf(request) };
    const result = await receiveCalWebhook(getPorts(), call);
    if (result === "received") after(handleNow);
    return Response.json({ result }, { status: statuses[result] });
  } catch (error) {
    if (toAppError(error).code === "RATE_LIMITED") throw error;
    getPorts().log.error("RECEIVE_WEBHOOK_ERROR", error);
    return Response.json({ error: t("later") }, { status: 503 });
  }
}

/** The worker would do it within a second; this is only sooner. */
async function handleNow(): Promise<void> {
  await processWebhooksNow(getPorts()).catch((error: unknown) =>
    getPorts().log.error("PROCESS_WEBHOOKS_ERROR", error),
  );
}
