import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "./keep-open.ts";
import { shareStream } from "./share-stream.ts";

const GAP = "gap";
const LOCKS = navigator.locks;

let names = 0;
let closers: (() => void)[] = [];
beforeEach(() => {
  names += 1;
});
afterEach(() => {
  for (const close of closers) close();
  closers = [];
  vi.useRealTimers();
});

interface Tab {
  readonly heard: string[];
  /** The streams that it has open. */
  readonly streams: Set<Connection<string>>;
  /** Every stream that it has opened. */
  readonly opened: Connection<string>[];
  show(isVisible: boolean): void;
  close(): void;
}

function openTab({
  name = nameNow(),
  locks = LOCKS,
}: { name?: string; locks?: LockManager | null } = {}): Tab {
  const heard: string[] = [];
  const streams = new Set<Connection<string>>();
  const opened: Connection<string>[] = [];
  let isVisible = true;
  let onChange = () => {};
  const close = shareStream({
    name,
    gap: GAP,
    locks,
    onEvent: (data) => heard.push(data),
    open(connection) {
      streams.add(connection);
      opened.push(connection);
      return () => {
        streams.delete(connection);
        connection.onFailure(); // tRPC says of a stream that we close that it is complete
      };
    },
    visibility: {
      isVisible: () => isVisible,
      subscribe(listener) {
        onChange = listener;
        return () => {};
      },
    },
  });
  closers.push(close);
  const show = (next: boolean) => {
    isVisible = next;
    onChange();
  };
  return { heard, streams, opened, show, close };
}

const nameNow = () => `test ${names}`;
const secondsLater = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const idsOf = ({ opened }: Tab) => opened.map(({ lastEventId }) => lastEventId);

/** Waits until a tab has opened its `count`th stream, and connects it. */
async function connected(tab: Tab, count = 1): Promise<Connection<string>> {
  await expect.poll(() => tab.opened.length).toBe(count);
  const connection = tab.opened[count - 1];
  if (!connection) throw new Error("It has no stream.");
  connection.onState(true);
  return connection;
}

describe("tabs of one browser", () => {
  it("have one stream, and each hears every event once", async () => {
    const tabs = Array.from({ length: 6 }, () => openTab());
    const [leader, ...followers] = tabs as [Tab, ...Tab[]];
    const stream = await connected(leader);

    for (const id of ["1", "2"]) stream.onEvent({ id, data: `event ${id}` });

    for (const { heard } of tabs) await expect.poll(() => heard).toEqual(["event 1", "event 2"]);
    expect(followers.flatMap(({ opened }) => opened)).toEqual([]);
  });

  it.each([
    ["is hidden", (leader: Tab) => leader.show(false)],
    ["is closed", (leader: Tab) => leader.close()],
  ])("go on after the last event when the one with the stream %s", async (_how, leave) => {
    const [leader, follower] = [openTab(), openTab()];
    (await connected(leader)).onEvent({ id: "7", data: "seven" });
    await expect.poll(() => follower.heard).toEqual(["seven"]);

    leave(leader);
    (await connected(follower)).onEvent({ id: "8", data: "eight" });

    expect(leader.streams.size).toBe(0);
    expect(idsOf(follower)).toEqual(["7"]);
    expect(follower.heard).toEqual(["seven", "eight"]);
    expect(leader.heard).toEqual(["seven"]);
  });

  it("read again when they are seen again, and have no stream while all are hidden", async () => {
    const [first, second] = [openTab(), openTab()];
    await connected(first);
    second.show(false);
    first.show(false);
    await expect.poll(async () => (await heldLocks()).length).toBe(0);
    expect(first.streams.size + second.streams.size).toBe(0);

    second.show(true);
    const witness = openTab();
    (await connected(second)).onEvent({ id: "1", data: "one" });

    await expect.poll(() => witness.heard).toEqual(["one"]);
    expect(second.heard).toEqual([GAP, "one"]);
    expect(first.heard).toEqual([]);
  });

  it("all read again when a stream begins after a time of which nothing is known", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const [leader, follower] = [openTab(), openTab()];
    const stream = await connected(leader);
    secondsLater(60);
    stream.onState(false);
    secondsLater(4);
    stream.onState(true);
    expect(leader.heard).toEqual([]);

    stream.onState(false);
    secondsLater(6);
    stream.onState(true);

    expect(leader.heard).toEqual([GAP]);
    await expect.poll(() => follower.heard).toEqual([GAP]);
  });

  it("reopen a stream that failed after the last event, and some time later", async () => {
    const leader = openTab();
    const stream = await connected(leader);
    stream.onEvent({ id: "3", data: "three" });
    vi.useFakeTimers({ toFake: ["setTimeout"] });

    stream.onFailure();
    vi.advanceTimersByTime(9_000);
    expect(idsOf(leader)).toEqual([undefined]);
    vi.advanceTimersByTime(1_000);

    expect(idsOf(leader)).toEqual([undefined, "3"]);
    leader.show(false);
    vi.advanceTimersByTime(60_000);
    expect(idsOf(leader)).toEqual([undefined, "3"]);
  });

  it("of two people share nothing, and leave no lock behind", async () => {
    const [one, other] = [openTab(), openTab({ name: `${nameNow()} of another` })];
    (await connected(one)).onEvent({ id: "1", data: "private" });
    (await connected(other)).onEvent({ id: "2", data: "other" });
    await expect.poll(() => other.heard).toEqual(["other"]);
    expect(one.heard).toEqual(["private"]);
    expect(await heldLocks()).toEqual([nameNow(), `${nameNow()} of another`]);

    one.close();
    other.close();

    await expect.poll(heldLocks).toEqual([]);
  });
});

describe("tabs of a browser without locks", () => {
  it("have a stream each while they are visible, and hear each event once", async () => {
    const [left, right] = [openTab({ locks: null }), openTab({ locks: null })];
    const streams = [await connected(left), await connected(right)];
    for (const stream of streams) stream.onEvent({ id: "1", data: "one" });
    right.show(false);

    expect([left.streams.size, right.streams.size]).toEqual([1, 0]);
    expect([left.heard, right.heard]).toEqual([["one"], ["one"]]);
  });

  it("have one that refuses locks too", async () => {
    const refusing = { request: () => Promise.reject(new DOMException("No.", "SecurityError")) };
    const locks = refusing as unknown as LockManager;
    const tabs = [openTab({ locks }), openTab({ locks })];

    for (const tab of tabs) (await connected(tab)).onEvent({ id: "1", data: "one" });
    const witness = openTab();
    (await connected(witness)).onEvent({ id: "2", data: "two" });

    for (const { heard } of tabs) await expect.poll(() => heard).toEqual(["one", "two"]);
  });
});

async function heldLocks(): Promise<(string | undefined)[]> {
  const { held = [] } = await LOCKS.query();
  return held.map(({ name }) => name).filter((name) => name?.startsWith(nameNow()));
}
