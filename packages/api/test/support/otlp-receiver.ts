import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface ReceivedSpan {
  name: string;
  spanId: string;
  parentSpanId?: string;
  traceId: string;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
}

interface DataPoint {
  asDouble?: number;
  asInt?: number | string;
  count?: number | string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

export interface ReceivedMetric {
  name: string;
  points: DataPoint[];
}

/** What an operator's collector would get: OTLP over HTTP, as JSON. */
export interface OtlpReceiver {
  readonly url: string;
  /** Everything that came, word for word, with its headers. */
  raw(): string;
  spans(): ReceivedSpan[];
  /** The last state of each metric. */
  metrics(): ReceivedMetric[];
  /** Names that these programs gave themselves. */
  services(): string[];
  close(): void;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const received: { path: string; headers: object; body: string }[] = [];
  const server = createServer((request, response) => {
    const { url = "", headers } = request;
    const answer = async () => {
      received.push({ path: url, headers, body: await text(request) });
      response.setHeader("content-type", "application/json").end("{}");
    };
    void answer();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const bodies = (path: string) =>
    received.filter((each) => each.path === path).map(({ body }) => JSON.parse(body));
  const resources = (path: string, kind: string) => bodies(path).flatMap((body) => body[kind]);
  return {
    url: `http://127.0.0.1:${port}`,
    raw: () => JSON.stringify(received),
    spans: () =>
      resources("/v1/traces", "resourceSpans")
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    metrics: () => {
      const all = resources("/v1/metrics", "resourceMetrics")
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics);
      const last = new Map(all.map((metric) => [metric.name, metric]));
      return [...last.values()].map(({ name, sum, gauge, histogram }) => ({
        name,
        points: (sum ?? gauge ?? histogram).dataPoints,
      }));
    },
    services: () =>
      [
        ...resources("/v1/traces", "resourceSpans"),
        ...resources("/v1/metrics", "resourceMetrics"),
      ].map(({ resource }) => attributesOf(resource)["service.name"] as string),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** OTLP's list of typed values as an object. */
export function attributesOf({ attributes }: Pick<ReceivedSpan, "attributes">) {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value)[0]] as const),
  );
}
