import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, startFixture, type Fixture, type Json } from "./fixture.ts";

let cal: Fixture;
let first: string;
let second: string;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
  first = await cal.book("2026-12-01T09:00:00Z");
  second = await cal.book("2026-12-02T09:00:00Z");
});

const email = "coach@example.test";
const list = async (query = "status=upcoming", version = "2024-08-13"): Promise<Json> =>
  (await cal.call("GET", `/v2/bookings?${query}`, { key: coachKey, version })).body;

describe("odd rows", () => {
  it("are fields of a person's next bookings, also where these are read alone", async () => {
    await cal.control("/rows", {
      email,
      patch: [
        { status: "awaiting_host", "hosts.0.name": null, remove: ["duration"] },
        { uid: second, title: null },
      ],
    });

    const [odd, other] = (await list()).data;
    expect(odd).toMatchObject({ uid: first, status: "awaiting_host", hosts: [{ name: null }] });
    expect(odd).not.toHaveProperty("duration");
    expect(other).toMatchObject({ uid: second, title: null, status: "accepted" });
    const alone = await cal.call("GET", `/v2/bookings/${first}`);
    expect(alone.body.data).toEqual(odd);
  });

  it("can be rows that are no bookings, and every row of the list", async () => {
    await cal.control("/rows", {
      email,
      patch: [{ row: null }, { row: { uid: "alien" } }, { every: true, set: { id: null } }],
    });

    const { data } = await list();
    expect(data.slice(0, 2)).toEqual([null, { uid: "alien" }]);
    expect(data.slice(2).map((row: Json) => [row.uid, row.id])).toEqual([
      [first, null],
      [second, null],
    ]);
  });

  it("are not in other people's lists, and end with an empty patch", async () => {
    await cal.control("/rows", { email, patch: [{ row: null }] });
    await cal.control("/rows", { email: "mentee@example.test", patch: [{ status: "odd" }] });
    expect((await list()).data.map((row: Json) => row?.status)).toEqual([
      undefined,
      "accepted",
      "accepted",
    ]);

    await cal.control("/rows", { email, patch: [] });
    expect((await list()).data).toHaveLength(2);
  });

  it("are refused for unknown people and for more bookings than there are", async () => {
    const patch = [{ title: null }, { title: null }, { title: null }];
    expect((await cal.control("/rows", { email, patch })).status).toBe(404);
    expect((await cal.control("/rows", { email: "no@example.test", patch: [] })).status).toBe(404);
  });
});

describe("versions of the list of bookings", () => {
  it("2026-02-25 pages like 2024-08-13", async () => {
    expect(await list("status=upcoming", "2026-02-25")).toEqual(await list());
  });

  it("2026-05-01 pages by cursor, with one status at a time", async () => {
    const body = await list("status=upcoming", "2026-05-01");
    expect(body.data).toEqual((await list()).data);
    expect(body.pagination).toEqual({ nextCursor: null, hasMore: false });

    const two = await cal.call("GET", "/v2/bookings?status=upcoming,past", {
      key: coachKey,
      version: "2026-05-01",
    });
    expect(two.status).toBe(400);
  });

  it("an unknown one is answered in the oldest shape", async () => {
    expect((await list("", "2031-01-01")).data).toHaveProperty("bookings");
  });
});

describe("Retry-After", () => {
  it.each([
    ["seconds", /^3$/],
    ["date", /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/],
  ])("of a rate limit can be in %s", async (as, form) => {
    const retryAfter = { seconds: 3, as };
    await cal.control("/faults", { operation: "bookings", fault: "rateLimit", retryAfter });

    const { status, headers } = await cal.call("GET", `/v2/bookings/${first}`);

    expect(status).toBe(429);
    expect(headers.get("retry-after")).toMatch(form);
    expect(headers.get("x-ratelimit-reset-default")).toBeNull();
  });
});
