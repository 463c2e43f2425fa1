import { noTelemetry, type Telemetry } from "./telemetry.ts";

/** The standard variables of OpenTelemetry that decide whether anything is sent. */
export interface TelemetryEnv {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  OTEL_SDK_DISABLED?: string | undefined;
  /** Milliseconds. */
  OTEL_METRIC_EXPORT_INTERVAL?: number | undefined;
}

/**
 * Traces and measurements for this process, when an operator has configured an endpoint. Without one OpenTelemetry is not
 * even loaded.
 */
export async function startTelemetry(serviceName: string, env: TelemetryEnv): Promise<Telemetry> {
  const isWanted = env.OTEL_EXPORTER_OTLP_ENDPOINT && env.OTEL_SDK_DISABLED !== "true";
  if (!isWanted) return noTelemetry;
  const { startOpenTelemetry } = await import("./open-telemetry.ts");
  return startOpenTelemetry({ serviceName, exportEveryMs: env.OTEL_METRIC_EXPORT_INTERVAL });
}
