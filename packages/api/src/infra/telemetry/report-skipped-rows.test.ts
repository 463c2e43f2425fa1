import { expect, it, vi } from "vitest";
import { reportSkippedRows } from "./report-skipped-rows.ts";
import { noTelemetry } from "./telemetry.ts";

it("rows that could not be read are logged once and counted one by one, without their content", () => {
  const info = vi.fn();
  const count = vi.fn();
  const report = reportSkippedRows({
    telemetry: { ...noTelemetry, count },
    log: { info, error: vi.fn() },
  });
  const row = { uid: "secret-uid", start: "2026-12-01T09:00:00.000Z", end: null, reason: "end" };

  report("bookings.list", [row, { ...row, reason: "start" }, row]);

  expect(info.mock.calls).toEqual([
    ["skippedRows", { operation: "bookings.list", rows: 3, fields: "end start" }],
  ]);
  expect(count.mock.calls).toEqual(
    ["end", "start", "end"].map((reason) => [
      "reslot.cal.rows_skipped",
      { operation: "bookings.list", reason },
    ]),
  );
});
