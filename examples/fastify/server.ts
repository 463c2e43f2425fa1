import { env } from "node:process";
import { Readable } from "node:stream";
import { createClerkCallers } from "@reslot/api/clerk";
import { createFetchHandler } from "@reslot/api/fetch";
import {
  createBackgroundWork,
  createClerkIdentity,
  createJobsEngine,
  createPorts,
} from "@reslot/api/server";
import { settingsFromEnv } from "@reslot/api/settings";
import Fastify, { type FastifyRequest } from "fastify";

// A Reslot without pages: the API, and the work that no request waits for, in one process.
const settings = settingsFromEnv(env);
const { appOrigin } = settings;
const { CLERK_SECRET_KEY: secretKey = "", CLERK_API_URL: apiUrl } = env;
const { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey = "" } = env;
const ports = createPorts(settings, { identity: createClerkIdentity({ secretKey, apiUrl }) });
const handle = createFetchHandler({
  ports,
  ...createClerkCallers({ secretKey, publishableKey, apiUrl, appOrigin }),
  trustedProxyHops: 0, // more behind proxies of your own
});

const app = Fastify();
app.removeAllContentTypeParsers(); // the handler reads bodies itself, and no further than its limit
app.addContentTypeParser("*", (_request, _body, done) => done(null));
app.all("/api/trpc/*", async (request, reply) => {
  const left = new AbortController();
  reply.raw.on("close", () => left.abort()); // ends a stream whose reader has left
  const response = await handle(toRequest(request, left.signal), { remoteAddress: request.ip });
  return reply.send(response);
});

function toRequest({ raw, method }: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value = ""] of Object.entries(raw.headers)) headers.set(name, String(value));
  const url = new URL(raw.url ?? "", appOrigin);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers, signal });
  return new Request(url, { method, headers, signal, body: Readable.toWeb(raw), duplex: "half" });
}

const work = createBackgroundWork(ports, { jobs: await createJobsEngine(ports) });
const tick = () => work.tick().catch((error: unknown) => ports.log.error("WORKER_ERROR", error));
const timer = setInterval(() => void tick(), 1_000);
app.addHook("onClose", async () => {
  clearInterval(timer);
  await work.stop();
});
process.once("SIGTERM", () => void app.close());

const url = await app.listen({
  host: env["HOST"] ?? "127.0.0.1",
  port: Number(env["PORT"] ?? 3000),
});
console.log(JSON.stringify({ ready: true, url }));
