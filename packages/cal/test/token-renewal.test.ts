import { describe, expect, it, type TestContext } from "vitest";
import { createCalClient } from "../src/index.ts";
import { bookingAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const me = { id: 1, email: "sam@example.com", username: "sam", timeZone: "Europe/London" };
const ok = (data: unknown) => ({ body: { status: "success", data } });
const refusal = (status: 401 | 403) => ({
  status,
  body: {
    status: "error",
    error: { code: "UnauthorizedException", message: "Invalid Access Token." },
  },
});

/** A Cal.com that accepts the token "new" only, and a client that starts with "old". */
async function arrange(
  context: TestContext,
  { renewed = "new", status = 401 }: { renewed?: string | null; status?: 401 | 403 } = {},
) {
  const server = await startServer(context, (response, { headers, url }) => {
    const isAccepted = headers.authorization === "Bearer new";
    const answer = url.pathname === "/v2/me" ? me : bookingAnswer("b1");
    return sendJson(response, isAccepted ? ok(answer) : refusal(status));
  });
  const refused: string[] = [];
  const cal = createCalClient({
    baseUrl: server.url,
    accessToken: "old",
    onTokenRefused: async (token) => {
      refused.push(token);
      return token === "old" ? renewed : null;
    },
  });
  return { cal, refused, server };
}

describe("a Cal.com client whose token is refused", () => {
  it("renews it, repeats the read once, and keeps the new token", async (context) => {
    const { cal, refused, server } = await arrange(context);

    expect(await cal.me.get()).toMatchObject({ id: 1 });
    expect(await cal.bookings.get("b1")).toMatchObject({ uid: "b1" });

    expect(refused).toEqual(["old"]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer old",
      "Bearer new",
      "Bearer new",
    ]);
  });

  it("takes a 403 of /v2/me for a refusal of the token, and no other 403", async (context) => {
    const { cal, refused } = await arrange(context, { status: 403 });

    await expect(cal.bookings.get("b1")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(refused).toEqual([]);
    expect(await cal.me.get()).toMatchObject({ id: 1 });
  });

  it("never repeats a write, and renews the token for what comes next", async (context) => {
    const { cal, server } = await arrange(context);
    const move = { start: "2026-12-15T20:00:00Z", rescheduledBy: "sam@example.com" };

    await expect(cal.bookings.reschedule("b1", move)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });

    expect(server.seen).toHaveLength(1);
    expect(await cal.me.get()).toMatchObject({ id: 1 });
    expect(server.seen).toHaveLength(2);
  });

  it("reports a new token that is refused as well, and gives up", async (context) => {
    const { cal, refused, server } = await arrange(context, { renewed: "newer" });

    await expect(cal.me.get()).rejects.toMatchObject({ code: "TOKEN_INVALID" });

    expect(refused).toEqual(["old", "newer"]);
    expect(server.seen).toHaveLength(2);
  });

  it("passes the refusal on when there is no other token", async (context) => {
    const { cal, server } = await arrange(context, { renewed: null });

    await expect(cal.me.get()).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    expect(server.seen).toHaveLength(1);
  });
});
