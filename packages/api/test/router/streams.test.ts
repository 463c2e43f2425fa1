import { hourMs } from "@reslot/cal/time";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { expect, it, onTestFinished, vi } from "vitest";
import { ulid } from "ulid";
import { createSessionWatch } from "../../src/app/session-watch.ts";
import { apiScopes, appRouter, type Caller, createContext } from "../../src/index.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";

interface OpenedStream {
  /** Whether it is open a while later: a refusal is the first event, and the last. */
  isLetIn: () => Promise<boolean>;
  /** Everything that was told so far. */
  text: () => string;
  isOver: () => boolean;
  close: () => void;
}

/** The router over HTTP; opens streams as the given caller. */
async function serve(ports: Meeting["ports"], caller: Caller) {
  const context = createContext(ports);
  const request = { origin: null, contentType: null, requestId: ulid() };
  const handler = createHTTPHandler({
    router: appRouter,
    createContext: () => context({ caller, request }),
  });
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return async (): Promise<OpenedStream> => {
    const leaving = new AbortController();
    const { body } = await fetch(`http://127.0.0.1:${port}/live.onChange`, {
      headers: { accept: "text/event-stream" },
      signal: leaving.signal,
    });
    let text = "";
    let isOver = false;
    const read = async () => {
      const decoder = new TextDecoder();
      for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true });
    };
    void read().then(
      () => (isOver = true),
      () => (isOver = true),
    );
    const isLetIn = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return !isOver;
    };
    return { isLetIn, text: () => text, isOver: () => isOver, close: () => leaving.abort() };
  };
}

const programOf = ({ clerkUserId }: { clerkUserId: string }): Caller => ({
  kind: "apiKey",
  clerkUserId,
  scopes: apiScopes,
});

it("of a thousand streams of one person twenty are let in, and no one else's is refused for them", async () => {
  const { ports, people } = await arrangeMeeting();
  const open = await serve(ports, programOf(people.coach));
  const openOther = await serve(ports, programOf(people.mentee));

  const streams: OpenedStream[] = [];
  for (let opened = 0; opened < 1_000; opened += 50) {
    streams.push(...(await Promise.all(Array.from({ length: 50 }, open))));
  }
  await vi.waitFor(() => expect(streams.filter(({ isOver }) => !isOver())).toHaveLength(20));
  const refusal = streams.find(({ isOver }) => isOver());
  expect(refusal?.text()).toContain('"code":"RATE_LIMITED"');
  expect(await (await openOther()).isLetIn()).toBe(true);
});

it("a stream that was left makes room for another", async () => {
  const { ports, people } = await arrangeMeeting();
  const open = await serve(ports, programOf(people.coach));
  const streams = await Promise.all(Array.from({ length: 20 }, open));
  const refused = await open();
  await vi.waitFor(() => expect(refused.isOver()).toBe(true));

  streams[0]?.close();

  await vi.waitFor(async () => expect(await (await open()).isLetIn()).toBe(true), {
    timeout: 5_000,
  });
});

it("a stream that was refused for another reason holds no place", async () => {
  const meeting = await arrangeMeeting();
  const stranger = meeting.as("stranger");
  const { bookingUlid } = meeting;
  for (let call = 0; call < 25; call += 1) {
    await expect(stranger.live.onChange({ bookingUlids: [bookingUlid] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});

/** A stream of a session, whose minute passes at `pass`. */
async function arrangeSession({ everyMs }: { everyMs: number }) {
  const meeting = await arrangeMeeting();
  const { clerkUserId } = meeting.people.coach;
  let now = 0;
  let isActive = true;
  const sessionWatch = createSessionWatch({ clock: { elapsed: () => now }, everyMs });
  const session: Caller = {
    kind: "session",
    via: "cookie",
    clerkUserId,
    accessToken: async () => null,
    isStanding: async () => isActive,
  };
  const open = await serve({ ...meeting.ports, sessionWatch }, session);
  const stream = await open();
  expect(await stream.isLetIn()).toBe(true);
  const pass = ({ isOver }: { isOver: boolean }) => {
    isActive = !isOver;
    now += 60_000;
  };
  return { meeting, stream, pass };
}

it("a stream ends when its session has", async () => {
  const { stream, pass } = await arrangeSession({ everyMs: 20 });
  pass({ isOver: false });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(stream.isOver()).toBe(false);

  pass({ isOver: true });

  await vi.waitFor(() => expect(stream.isOver()).toBe(true), { timeout: 5_000 });
});

it("a stream tells nothing of what happens after its session ended", async () => {
  const { meeting, stream, pass } = await arrangeSession({ everyMs: hourMs });
  await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
  await vi.waitFor(() => expect(stream.text()).toContain('"notification"'), { timeout: 5_000 });
  const before = stream.text();

  pass({ isOver: true });
  await meeting.as("mentee").booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 });

  await vi.waitFor(() => expect(stream.isOver()).toBe(true), { timeout: 5_000 });
  expect(stream.text().slice(before.length)).not.toContain("data: {");
});
