import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  type Meter,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Attributes, Backlog, Telemetry } from "./telemetry.ts";

const scope = "reslot";
const defaultExportEveryMs = 60_000;
const backlogWithinMs = 2_000;

export interface OpenTelemetryOptions {
  /** Unless `OTEL_SERVICE_NAME` or `OTEL_RESOURCE_ATTRIBUTES` says otherwise. */
  serviceName: string;
  /** How often measurements are sent; a minute when left out. */
  exportEveryMs?: number | undefined;
}

/**
 * Sends traces and measurements by OTLP over HTTP. Where to, with which headers and how much of it is
 * the SDK's own business, by the standard `OTEL_EXPORTER_OTLP_*`, `OTEL_BSP_*` and `OTEL_TRACES_SAMPLER` variables.
 *
 * Nothing is registered globally: frameworks and libraries would trace themselves then, with whole
 * addresses, and ours name meetings while Cal.com's are as good as keys.
 */
export function startOpenTelemetry(options: OpenTelemetryOptions): Telemetry {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": options.serviceName }))
    .merge(detectResources({ detectors: [envDetector] }));
  const traces = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: options.exportEveryMs ?? defaultExportEveryMs,
    exportTimeoutMillis: Math.min(options.exportEveryMs ?? defaultExportEveryMs, 10_000),
  });
  const metrics = new MeterProvider({ resource, readers: [reader] });
  const meter = metrics.getMeter(scope);
  return {
    span: spans(traces.getTracer(scope)),
    ...instruments(meter),
    watchBacklog: (read) => watchBacklog(meter, read),
    async stop() {
      await Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
    },
  };
}

function spans(tracer: Tracer): Telemetry["span"] {
  const current = new AsyncLocalStorage<Context>();
  return async (name, attributes, run) => {
    const parent = current.getStore() ?? ROOT_CONTEXT;
    const span = tracer.startSpan(name, { attributes }, parent);
    try {
      return await current.run(trace.setSpan(parent, span), () =>
        run((facts) => void span.setAttributes(facts)),
      );
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  };
}

/** Only what kind of failure it was: messages can hold anything. */
function markFailed(span: Span, error: unknown): void {
  const code =
    error instanceof Error && "code" in error && typeof error.code === "string"
      ? { "error.code": error.code }
      : {};
  span.setAttributes({
    "error.type": error instanceof Error ? error.name : typeof error,
    ...code,
  });
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function instruments(meter: Meter): Pick<Telemetry, "count" | "duration"> {
  const counters = remembered((name) => meter.createCounter(name));
  const histograms = remembered((name) => meter.createHistogram(name, { unit: "s" }));
  return {
    count: (name, attributes: Attributes) => counters(name).add(1, attributes),
    duration: (name, seconds, attributes: Attributes) =>
      histograms(name).record(seconds, attributes),
  };
}

function remembered<Instrument>(create: (name: string) => Instrument) {
  const known = new Map<string, Instrument>();
  return (name: string): Instrument => {
    const instrument = known.get(name) ?? create(name);
    known.set(name, instrument);
    return instrument;
  };
}

/** One reading for all of them, each time that measurements are sent; none while the database is away or slow. */
function watchBacklog(meter: Meter, read: () => Promise<Backlog>): void {
  const gauge = (name: string, unit: string) => meter.createObservableGauge(name, { unit });
  const gauges = {
    attemptsInFlight: gauge("reslot.attempts.in_flight", "{attempt}"),
    oldestAttemptSeconds: gauge("reslot.attempts.in_flight.age", "s"),
    attemptsNeedingHuman: gauge("reslot.attempts.needs_human", "{attempt}"),
    mailsWaiting: gauge("reslot.outbox.depth", "{mail}"),
    oldestMailSeconds: gauge("reslot.outbox.age", "s"),
    mailsGivenUp: gauge("reslot.outbox.given_up", "{mail}"),
    syncLagSeconds: gauge("reslot.sync.age", "s"),
    skippedRows: gauge("reslot.sync.skipped_rows", "{row}"),
    credentialsBlocked: gauge("reslot.cal.credentials_blocked", "{credential}"),
  } as const;
  meter.addBatchObservableCallback(async (result) => {
    const backlog = await Promise.race([read().catch(() => null), nothingAfter(backlogWithinMs)]);
    if (!backlog) return;
    result.observe(gauges.attemptsInFlight, backlog.attemptsInFlight);
    result.observe(gauges.oldestAttemptSeconds, backlog.oldestAttemptSeconds);
    result.observe(gauges.attemptsNeedingHuman, backlog.attemptsNeedingHuman);
    result.observe(gauges.mailsWaiting, backlog.mailsWaiting);
    result.observe(gauges.oldestMailSeconds, backlog.oldestMailSeconds);
    result.observe(gauges.mailsGivenUp, backlog.mailsGivenUp);
    if (backlog.syncLagSeconds !== null)
      result.observe(gauges.syncLagSeconds, backlog.syncLagSeconds);
    result.observe(gauges.skippedRows, backlog.skippedRows);
    result.observe(gauges.credentialsBlocked, backlog.credentialsBlocked);
  }, Object.values(gauges));
}

function nothingAfter(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}
