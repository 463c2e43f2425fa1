import { readLimited } from "@reslot/api/fetch";
import { readMailState, setMailStopped } from "@reslot/api/server";
import { messagesFor } from "@reslot/messages/catalogue";
import { unsubscribePage } from "@/features/unsubscribe/unsubscribe-page.ts";
import { withRateLimit } from "@/server/guards/with-rate-limit.ts";
import { getPorts } from "@/server/ports.ts";
import { getReading } from "@/server/reading.ts";

export const dynamic = "force-dynamic";

const t = messagesFor("en", "responses");
const maxBodyBytes = 4 * 1024;

interface Context {
  params: Promise<{ token: string }>;
}

/** Shows what the link in a mail does. It changes nothing, because scanners of mail open links. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withRateLimit(request, { kind: "call" }, async () =>
    answer(await readMailState(getPorts(), (await params).token)),
  );
}

/**
 * Stops mail to the address that the link was sent to: for a mail program with one click (RFC 8058), and
 * for the page, which can also take it back. The token is the permission, so the origin does not matter.
 */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return withRateLimit(request, { kind: "call" }, async () => {
    const body = await readLimited(request.body, maxBodyBytes);
    if (!body) return Response.json({ error: t("tooLarge") }, { status: 413 });
    const form = new URLSearchParams(new TextDecoder().decode(body));
    const isStopped = form.get("action") !== "resume";
    const { token } = await params;
    return answer(await setMailStopped(getPorts(), { token, isStopped }));
  });
}

async function answer(mail: Parameters<typeof unsubscribePage>[0]): Promise<Response> {
  return unsubscribePage(mail, (await getReading()).language);
}
