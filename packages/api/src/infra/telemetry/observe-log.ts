import type { Logger } from "../log.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";

/** The same log, with its error lines counted by their context. */
export function observeLog(log: Logger, telemetry: Telemetry): Logger {
  if (telemetry === noTelemetry) return log;
  return {
    info: (event, fields) => log.info(event, fields),
    error(context, error, fields) {
      telemetry.count("reslot.errors", { context });
      log.error(context, error, fields);
    },
  };
}
