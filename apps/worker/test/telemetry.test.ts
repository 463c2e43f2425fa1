import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
// Nothing listens on port 9: every tick fails, and the collector should receive that.
const unreachable = "http://127.0.0.1:9";
const environment = {
  APP_ORIGIN: "http://localhost:3000",
  TOKEN_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  NEXT_PUBLIC_SUPABASE_URL: unreachable,
  SUPABASE_PUBLISHABLE_KEY: "public",
  SUPABASE_SECRET_KEY: "sb_secret_value_of_this_test",
  CLERK_SECRET_KEY: "sk_test_key_of_this_test",
  CLERK_API_URL: unreachable,
  CAL_API_URL: unreachable,
  RESEND_API_KEY: "re_key_of_this_test",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

it("exports errors without secrets, including those pending when the worker stops", async () => {
  const received = new Map<string, string>();
  const collector = createServer((request, response) => {
    const receive = async () => {
      const path = request.url ?? "";
      received.set(path, `${received.get(path) ?? ""}${await text(request)}`);
      response.setHeader("content-type", "application/json").end("{}");
    };
    void receive();
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const worker = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], ...environment, ...endpoint },
  });
  await once(worker.stderr, "data");

  worker.kill("SIGTERM");
  const [code] = await once(worker, "exit");
  collector.close();

  expect(code).toBe(0);
  const traces = received.get("/v1/traces") ?? "";
  const metrics = received.get("/v1/metrics") ?? "";
  expect(traces).toContain('"name":"tick"');
  expect(metrics).toContain('"name":"reslot.errors"');
  expect(metrics).toContain('"stringValue":"WORKER_ERROR"');
  for (const sent of [traces, metrics]) {
    expect(sent).toContain('"stringValue":"reslot-worker"');
    expect(sent).not.toMatch(/of_this_test/);
  }
});
