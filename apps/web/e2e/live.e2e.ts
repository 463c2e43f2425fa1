import { describe, expect, it } from "vitest";
import { bookingUlid, moveInput, mutate, person, stack, firstStart } from "./support/stack.ts";

/** Reads a stream until it contains `wanted`. Returns how long that took, and everything it read. */
async function readUntil(response: Response, wanted: string): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(wanted)) break;
  }
  return text;
}

const watch = (path: string, input: object, key: "coach" | "mentee" | "stranger") =>
  fetch(`${stack.webUrl}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { accept: "text/event-stream", authorization: `Bearer ${person(key).apiKey}` },
    signal: AbortSignal.timeout(60_000),
  });

describe("subscriptions over HTTP", () => {
  it("report a move and its notification to the other person", async () => {
    const booking = { bookingUlid: bookingUlid("connected") };
    const onChange = await watch("booking.onChange", booking, "coach");
    const onNew = await watch("notification.onNew", {}, "coach");
    const live = await watch("live.onChange", {}, "coach");
    expect(onChange.headers.get("content-type")).toContain("text/event-stream");
    const start = await firstStart("mentee", "connected", "mutual");
    const heard = Promise.all([
      readUntil(onChange, '{"kind":"slots"}'),
      readUntil(onNew, '"bookingUlid"'),
      readUntil(live, '"kind":"notification"'),
    ]);

    await mutate("mentee", "booking.reschedule", await moveInput("mentee", "connected", start));

    const [change, news, both] = await heard;
    expect(change).toContain('data: {"kind":"booking"}');
    expect(change).toMatch(/^id: \d+$/m);
    expect(news).toContain(booking.bookingUlid);
    expect(both).toContain(`data: {"kind":"booking","bookingUlid":"${booking.bookingUlid}"}`);
  });

  it("report nothing to a stranger", async () => {
    const response = await watch(
      "booking.onChange",
      { bookingUlid: bookingUlid("connected") },
      "stranger",
    );

    expect(await readUntil(response, "NOT_FOUND")).toContain('"code":"NOT_FOUND"');
  });
});
