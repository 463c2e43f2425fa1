import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createFetchHandler, type VerifiedCaller } from "../../src/fetch.ts";
import { apiScopes } from "../../src/index.ts";
import { arrangeMeeting, type Meeting, type PersonKey } from "../support/meeting.ts";

const endpoint = "http://localhost:3000/api/trpc";

function serve({ ports, people }: Meeting, key: PersonKey | null = "coach") {
  const caller: VerifiedCaller | null = key && {
    kind: "apiKey",
    clerkUserId: people[key].clerkUserId,
    scopes: apiScopes,
  };
  return createFetchHandler({
    ports,
    resolveCaller: async () => caller,
    isStanding: "tokenIsEnough",
    trustedProxyHops: 1,
  });
}

/** Opens a stream; its text so far, and whether it is over. */
async function open(
  handler: ReturnType<typeof serve>,
  path: string,
  { input, headers = {} }: { input?: unknown; headers?: Record<string, string> } = {},
) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const request = new Request(`${endpoint}/${path}${query}`, { headers, signal: leaving.signal });
  const response = await handler(request);
  let text = "";
  let isOver = false;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    isOver = true;
  };
  void read();
  const contains = (wanted: string | RegExp) =>
    vi.waitFor(() => expect(text).toMatch(wanted), { timeout: 5_000 });
  const ends = () => vi.waitFor(() => expect(isOver).toBe(true), { timeout: 5_000 });
  return { response, contains, ends, text: () => text, leave: () => leaving.abort() };
}

describe("a stream of the fetch handler", () => {
  it("is neither stored nor compressed, and says first when to come back", async () => {
    const { response, contains, text } = await open(serve(await arrangeMeeting()), "live.onChange");
    await contains("connected");

    expect(text()).toMatch(
      /^retry: \d{4,5}\n\nevent: connected\ndata: \{"reconnectAfterInactivityMs":40000\}\n\n/,
    );
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
  });

  it("sends changes with ids, resumes after one that a header names, and gives its place back", async () => {
    const meeting = await arrangeMeeting();
    const handler = serve(meeting);
    const first = await open(handler, "live.onChange");
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    await first.contains(/\ndata: \{"kind":"booking","bookingUlid":"\w{26}"\}\nid: \d+\n\n/);
    const [, id = ""] = /"kind":"booking".*\nid: (\d+)/.exec(first.text()) ?? [];
    first.leave();
    await first.ends();

    const resumed = await open(handler, "live.onChange", { headers: { "last-event-id": id } });
    await resumed.contains('"notification"');
    expect(resumed.text()).not.toContain('"gap"');

    for (let count = 0; count < 25; count += 1) {
      const stream = await open(handler, "live.onChange");
      await stream.contains("connected");
      stream.leave();
    }
    const last = await open(handler, "live.onChange");
    await meeting.as("mentee").booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 });
    await last.contains('"booking"');
  });

  it("ends quietly when its reader cancels the body", async () => {
    const ended = vi.fn();
    process.on("unhandledRejection", ended);
    onTestFinished(() => void process.off("unhandledRejection", ended));
    const meeting = await arrangeMeeting();
    const handler = serve(meeting);
    const response = await handler(new Request(`${endpoint}/live.onChange`));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const other = await open(handler, "live.onChange");
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    await other.contains('"booking"');

    expect(ended).not.toHaveBeenCalled();
  });

  it.each([
    ["who is not signed in", null, "UNAUTHENTICATED"],
    ["whose meeting it is not", "stranger", "NOT_FOUND"],
  ] as const)(
    "is refused to someone %s, with the error as its only event",
    async (_who, key, code) => {
      const meeting = await arrangeMeeting();
      const { bookingUlid } = meeting;
      const stream = await open(serve(meeting, key), "booking.onChange", {
        input: { bookingUlid },
      });
      await stream.ends();

      expect(stream.text()).toMatch(/event: serialized-error\ndata: \{.*\}\n\n$/);
      expect(stream.text()).toContain(`"code":"${code}"`);
    },
  );

  it("is refused for input that is no JSON", async () => {
    const handler = serve(await arrangeMeeting());
    const response = await handler(new Request(`${endpoint}/live.onChange?input=no`));
    expect(await response.text()).toContain('"code":"INVALID_INPUT"');
  });
});
