import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPorts } from "./create-ports.ts";
import type { Logger } from "./infra/log.ts";
import type { Settings } from "./core/settings.ts";

const settings: Settings = {
  supabase: { url: "http://127.0.0.1:1", publishableKey: "p", secretKey: "s" },
  cal: { apiUrl: "http://127.0.0.1:2" },
  tokenKeys: `k1:${randomBytes(32).toString("base64")}`,
  mail: { resendApiKey: "re_key", from: "a@example.com" },
  appOrigin: "http://localhost:3000",
  limits: { personPerMinute: 12, personPerDay: 100, bookingPerDay: 30 },
  timings: { postTimeoutMs: 25_000, leaseMs: 60_000, quietMs: 120_000, answeredRetryMs: 5_000 },
};
const host = { identity: { getProfile: () => Promise.reject(new Error("no profile")) } };

describe("createPorts", () => {
  it("accepts timings in ascending order", () => {
    expect(createPorts(settings, host).settings).toBe(settings);
  });

  it("logs which time-zone data it runs on", () => {
    const lines: unknown[] = [];
    const log: Logger = {
      info: (event, fields) => lines.push({ event, ...fields }),
      error: () => {},
    };

    createPorts(settings, { ...host, log });

    expect(lines).toEqual([{ event: "starting", timeZoneData: process.versions["tz"] }]);
  });

  it.each([{ postTimeoutMs: 30_000 }, { leaseMs: 120_000 }, { quietMs: 10 }, { postTimeoutMs: 0 }])(
    "refuses timings with %j",
    (change) => {
      const timings = { ...settings.timings, ...change };

      expect(() => createPorts({ ...settings, timings }, host)).toThrow(RangeError);
    },
  );
});
