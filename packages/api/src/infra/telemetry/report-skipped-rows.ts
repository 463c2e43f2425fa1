import type { CalClientOptions } from "@reslot/cal";
import type { Logger } from "../log.ts";
import type { Telemetry } from "./telemetry.ts";

/** Logs and counts the rows of Cal.com's answers that could not be read; nothing of the rows themselves. */
export function reportSkippedRows({
  telemetry,
  log,
}: {
  telemetry: Telemetry;
  log: Logger;
}): NonNullable<CalClientOptions["onSkippedRows"]> {
  return (operation, rows) => {
    const fields = [...new Set(rows.map(({ reason }) => reason))].toSorted().join(" ");
    log.info("skippedRows", { operation, rows: rows.length, fields });
    for (const { reason } of rows) {
      telemetry.count("reslot.cal.rows_skipped", { operation, reason });
    }
  };
}
