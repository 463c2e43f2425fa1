import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { checkHealth } from "./health.ts";

const fakes = vi.hoisted(() => ({
  ping: vi.fn(),
  sync: vi.fn(),
  countBlocked: vi.fn(),
  env: vi.fn(),
  now: 0,
}));
vi.mock("./ports.ts", () => ({
  getPorts: () => ({
    db: {
      ping: fakes.ping,
      backlog: { sync: fakes.sync },
      calBudgets: { countBlocked: fakes.countBlocked },
    },
  }),
}));
vi.mock("@/env.ts", () => ({ env: fakes.env }));
vi.mock("@reslot/cal/time", () => ({ systemClock: { now: () => fakes.now } }));

const servers: Server[] = [];

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const fine: RequestListener = (_request, response) => response.writeHead(404).end("secret words");

beforeEach(async () => {
  fakes.now += 60_000;
  fakes.ping.mockReset().mockResolvedValue(undefined);
  fakes.sync.mockReset().mockResolvedValue({ lagMs: 1_200, skippedRows: 3 });
  fakes.countBlocked.mockReset().mockResolvedValue(2);
  const url = await serve(fine);
  fakes.env.mockReturnValue({ CAL_API_URL: url, CLERK_API_URL: url, RESEND_BASE_URL: url });
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

it("health is ready when the database answers, and reports each dependency as up or down only", async () => {
  expect(await checkHealth()).toEqual({
    ready: true,
    checks: { database: "up", calendar: "up", identity: "up", mail: "up" },
    sync: { lagMs: 1_200, skippedRows: 3 },
    credentials: { blocked: 2 },
  });
});

it("health is not ready when the database fails for any reason", async () => {
  fakes.ping.mockRejectedValue(new Error("password of postgres is wrong"));
  fakes.sync.mockRejectedValue(new Error("password of postgres is wrong"));
  fakes.countBlocked.mockRejectedValue(new Error("password of postgres is wrong"));

  const health = await checkHealth();

  expect(health).toMatchObject({
    ready: false,
    checks: { database: "down", mail: "up" },
    sync: null,
    credentials: null,
  });
  expect(JSON.stringify(health)).not.toContain("postgres");
});

it("health waits two seconds for a dependency and reports a broken one as down", async () => {
  const silent = await serve(() => undefined);
  const broken = await serve((_request, response) => response.writeHead(502).end());
  fakes.env.mockReturnValue({
    CAL_API_URL: silent,
    CLERK_API_URL: broken,
    RESEND_BASE_URL: "http://127.0.0.1:9",
  });
  fakes.ping.mockReturnValue(new Promise(() => undefined));

  expect(await checkHealth()).toEqual({
    ready: false,
    checks: { database: "down", calendar: "down", identity: "down", mail: "down" },
    sync: { lagMs: 1_200, skippedRows: 3 },
    credentials: { blocked: 2 },
  });
});

it("health probes once for all requests within three seconds", async () => {
  await Promise.all(Array.from({ length: 50 }, () => checkHealth()));
  expect(fakes.ping).toHaveBeenCalledTimes(1);

  fakes.now += 3_001;
  await checkHealth();
  expect(fakes.ping).toHaveBeenCalledTimes(2);
});
