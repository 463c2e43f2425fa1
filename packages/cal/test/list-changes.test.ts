import { describe, expect, it, type TestContext } from "vitest";
import { createCalClient } from "../src/index.ts";
import { formatInstant, parseInstant, secondMs } from "../src/time/index.ts";
import { bookingAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const since = parseInstant("2026-12-01T00:00:00Z");
const changed = (uid: string, second: number, changes: object = {}) =>
  bookingAnswer(uid, { updatedAt: formatInstant(since + second * secondMs), ...changes });

type Row = ReturnType<typeof changed>;

/** Cal.com with these bookings, which filters and pages as version 2024-08-13 does. */
async function serve(context: TestContext, rows: () => readonly Row[]) {
  return startServer(context, (response, { url }) => {
    const after = url.searchParams.get("afterUpdatedAt") ?? "";
    const take = Number(url.searchParams.get("take"));
    const found = rows()
      .filter((row) => String(Reflect.get(row, "updatedAt")) >= after)
      .toSorted((a, b) =>
        String(Reflect.get(a, "updatedAt")).localeCompare(String(Reflect.get(b, "updatedAt"))),
      );
    const data = found.slice(0, take);
    const pagination = { hasNextPage: data.length < found.length };
    sendJson(response, { body: { data, pagination } });
  });
}

describe("bookings.listChanges", () => {
  it("asks once for every status, the oldest change first", async (context) => {
    const rows = [changed("moved", 2), changed("old", 1, { status: "cancelled" })];
    const server = await serve(context, () => rows);

    const list = await createCalClient({ baseUrl: server.url }).bookings.listChanges(since);

    expect(list?.bookings.map(({ uid }) => uid)).toEqual(["old", "moved"]);
    expect(list?.isComplete).toBe(true);
    expect(server.seen.map(({ url }) => url.search)).toEqual([
      "?afterUpdatedAt=2026-12-01T00%3A00%3A00.000Z&sortUpdatedAt=asc&take=250",
    ]);
  });

  it("loses no row when a booking of an earlier page changes again during the reading", async (context) => {
    let asked = 0;
    const rows = Array.from({ length: 400 }, (_, index) => changed(`b${index}`, index));
    const server = await serve(context, () => {
      asked += 1;
      return asked === 1 ? rows : [changed("b0", 1_000), ...rows.slice(1)];
    });

    const list = await createCalClient({ baseUrl: server.url }).bookings.listChanges(since);

    expect(list?.bookings).toHaveLength(400);
    expect(list?.bookings.find(({ uid }) => uid === "b0")?.updatedAt).toBe(
      formatInstant(since + 1_000 * secondMs),
    );
    expect(list?.isComplete).toBe(true);
    expect(server.seen).toHaveLength(2);
  });

  it("is not complete where more has changed at one instant, or in all, than its pages hold", async (context) => {
    const atOnce = Array.from({ length: 300 }, (_, index) => changed(`b${index}`, 1));
    const many = Array.from({ length: 1_100 }, (_, index) => changed(`b${index}`, index));
    for (const [rows, calls] of [
      [atOnce, 2],
      [many, 4],
    ] as const) {
      const server = await serve(context, () => rows);

      const list = await createCalClient({ baseUrl: server.url }).bookings.listChanges(since);

      expect(list?.isComplete).toBe(false);
      expect(server.seen).toHaveLength(calls);
    }
  });

  it("is null when the answer is not limited to changes", async (context) => {
    for (const odd of [changed("older", -1), bookingAnswer("odd", { updatedAt: null })]) {
      const server = await startServer(context, (response) =>
        sendJson(response, { body: { data: [changed("a", 1), odd] } }),
      );

      const list = await createCalClient({ baseUrl: server.url }).bookings.listChanges(since);

      expect(list).toBeNull();
      expect(server.seen).toHaveLength(1);
    }
  });

  it("follows the cursor in the version that has one, without a status or an order", async (context) => {
    const server = await startServer(context, (response, { url }) => {
      const isFirst = url.searchParams.get("cursor") === null;
      const pagination = isFirst
        ? { nextCursor: "next", hasMore: true }
        : { nextCursor: null, hasMore: false };
      sendJson(response, { body: { data: [changed(isFirst ? "a" : "b", 1)], pagination } });
    });
    const versions = { bookingList: "2026-05-01" } as const;

    const list = await createCalClient({ baseUrl: server.url, versions }).bookings.listChanges(
      since,
    );

    expect(list).toMatchObject({ bookings: [{ uid: "a" }, { uid: "b" }], isComplete: true });
    expect(server.seen.map(({ url }) => [...url.searchParams.keys()])).toEqual([
      ["afterUpdatedAt"],
      ["afterUpdatedAt", "cursor"],
    ]);
  });
});
