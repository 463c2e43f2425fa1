import { readLimited } from "@reslot/api/fetch";
import { erasePerson, enforceSenderLimit, refreshPerson, toAppError } from "@reslot/api/server";
import { messagesFor } from "@reslot/messages/catalogue";
import { env } from "@/env.ts";
import { readClerkWebhook } from "@/server/clerk/clerk-webhook.ts";
import { getPorts } from "@/server/ports.ts";
import { withRateLimit, clientAddressOf } from "@/server/guards/with-rate-limit.ts";

export const dynamic = "force-dynamic";

const t = messagesFor("en", "responses");
const maxBodyBytes = 256 * 1024;

/**
 * Clerk reports that a person's account changed or was deleted. The account itself is then read
 * from Clerk.
 */
export function POST(incoming: Request): Promise<Response> {
  return withRateLimit(incoming, { kind: "webhook" }, () => take(incoming));
}

async function take(incoming: Request): Promise<Response> {
  const secret = env().CLERK_WEBHOOK_SECRET;
  const body = await readLimited(incoming.body, maxBodyBytes);
  if (!body) return Response.json({ error: t("tooLarge") }, { status: 413 });
  const { url, method, headers } = incoming;
  const request = new Request(url, { method, headers, body });
  const news = secret ? await readClerkWebhook(request, secret) : ({ kind: "refused" } as const);
  if (news.kind === "refused") {
    return Response.json({ error: t("signature") }, { status: 401 });
  }
  if (news.kind === "ignored") return Response.json({ result: "ignored" });
  try {
    await enforceSenderLimit(getPorts(), { address: clientAddressOf(incoming) });
    const act = news.kind === "deleted" ? erasePerson : refreshPerson;
    const isOurs = await act(getPorts(), news.clerkUserId);
    return Response.json({ result: isOurs ? news.kind : "ignored" });
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "RATE_LIMITED") throw error;
    // Sent again it would be the same: the next comparison with Clerk looks at it.
    if (code === "ADDRESS_NEEDED") return Response.json({ result: "ignored" });
    getPorts().log.error("CLERK_WEBHOOK_ERROR", error);
    return Response.json({ error: t("later") }, { status: 503 });
  }
}
