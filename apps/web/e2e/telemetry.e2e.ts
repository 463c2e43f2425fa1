import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startWebProgram } from "./support/web-program.ts";

// Nothing listens there: the database is unreachable, which is what gets reported.
const nowhere = "http://127.0.0.1:9";

const environment = {
  NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: "1",
  APP_ORIGIN: "http://localhost:3000",
  TICK_SECRET: "tick-secret-of-this-test",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: nowhere,
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_of_this_test",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$").replace(/=+$/, "")}`,
  CLERK_SECRET_KEY: "sk_test_of_this_test",
  CAL_API_URL: nowhere,
  RESEND_API_KEY: "re_of_this_test",
  MAIL_FROM: "Reslot <reslot@example.com>",
  OTEL_BSP_SCHEDULE_DELAY: "100",
  OTEL_METRIC_EXPORT_INTERVAL: "500",
} as const;

const received = new Map<string, string>();
const collector = createServer((request, response) => {
  const answer = async () => {
    const path = request.url ?? "";
    received.set(path, `${received.get(path) ?? ""}${await text(request)}`);
    response.setHeader("content-type", "application/json").end("{}");
  };
  void answer();
});

beforeAll(async () => {
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
});

afterAll(() => {
  collector.closeAllConnections();
  collector.close();
});

it("the production server sends telemetry to a collector, without secrets", async () => {
  const { port } = collector.address() as AddressInfo;
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const { url, child, listens, exited } = await startWebProgram({ ...environment, ...endpoint });
  try {
    await listens;
    const health = await fetch(`${url}/api/health`);
    const call = await fetch(`${url}/api/trpc/booking.list?input={"when":"past"}`);

    expect(health.status).toBe(503);
    expect(call.status).toBe(401);
    const sent = () => `${received.get("/v1/traces") ?? ""}${received.get("/v1/metrics") ?? ""}`;
    await vi.waitFor(
      () => {
        expect(sent()).toContain('"name":"db ping"');
        expect(sent()).toContain('"name":"rpc booking.list"');
        expect(sent()).toContain('"name":"reslot.rpc.duration"');
      },
      { timeout: 60_000 },
    );
    expect(sent()).toContain('"stringValue":"reslot-web"');
    expect(sent()).not.toMatch(/of.this.test/);
  } finally {
    child.kill();
    await exited;
  }
});
