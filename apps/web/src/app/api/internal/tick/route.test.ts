import { beforeEach, describe, expect, it, vi } from "vitest";
import { GET, POST } from "./route.ts";

const fakes = vi.hoisted(() => ({ env: vi.fn(), tick: vi.fn() }));
vi.mock("@/env.ts", () => ({ env: fakes.env }));
vi.mock("@/server/background-work.ts", () => ({
  getBackgroundWork: () => Promise.resolve({ tick: fakes.tick }),
}));

const TICK_SECRET = "secret-of-the-ticks";
const CRON_SECRET = "secret-of-the-platform";

const call = (token: string) =>
  new Request("https://reslot.example.com/api/internal/tick", {
    headers: { authorization: `Bearer ${token}` },
  });

beforeEach(() => {
  fakes.env.mockReset().mockReturnValue({ TICK_SECRET, CRON_SECRET });
  fakes.tick.mockReset().mockResolvedValue(3);
});

describe("the tick route", () => {
  it.each([
    ["GET with the platform's secret", GET, CRON_SECRET],
    ["POST with the platform's secret", POST, CRON_SECRET],
    ["POST with the secret of the ticks", POST, TICK_SECRET],
  ])("runs the jobs that are due at a %s", async (_, method, token) => {
    const response = await method(call(token));

    expect([response.status, await response.json()]).toEqual([200, { ok: true, done: 3 }]);
    expect(fakes.tick).toHaveBeenCalledOnce();
  });

  it.each(["", "undefined", CRON_SECRET])(
    "refuses the token %o where the platform has no secret",
    async (token) => {
      fakes.env.mockReturnValue({ TICK_SECRET });

      expect((await GET(call(token))).status).toBe(401);
      expect(fakes.tick).not.toHaveBeenCalled();
    },
  );
});
