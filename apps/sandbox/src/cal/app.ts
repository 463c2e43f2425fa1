import { Hono, type MiddlewareHandler } from "hono";
import { addControls } from "./controls/controls.ts";
import { faultMiddleware } from "./faults/fault-middleware.ts";
import { formatInstant } from "./time/instant.ts";
import { addConsentPage } from "./oauth/consent.ts";
import { renderPage } from "./page/page.ts";
import { internalError, Problem, refuse } from "./http/problem.ts";
import type { Bindings } from "./http/bindings.ts";
import { etagOf } from "./http/etag.ts";
import type { App } from "./http/route.ts";
import { addApiRoutes } from "./routes.ts";
import type { World } from "./world.ts";

/** The whole stand-in: the API under /v2, the controls under /_sandbox, and a page that shows its state. */
export function createApp(world: World): App {
  const app = new Hono<Bindings>();
  const controls = new Hono<Bindings>();
  addControls(controls, world);
  app.route("/_sandbox", controls);
  app.get("/", (context) => context.html(renderPage(world)));
  addConsentPage(app, world);
  app.use("/v2/*", logMiddleware(world), faultMiddleware(world));
  addApiRoutes(app, world);
  const place = (url: string): { timestamp: string; path: string } => {
    const { pathname, search } = new URL(url);
    return { timestamp: formatInstant(world.clock.now()), path: `${pathname}${search}` };
  };
  const answer = (url: string, problem: Problem): Response =>
    answerText(JSON.stringify(problem.toBody(place(url))), problem.status);
  app.notFound((context) => {
    const problem = refuse(404, `Cannot ${context.req.method} ${place(context.req.url).path}`);
    return answer(context.req.url, problem);
  });
  app.onError((error, context) => {
    if (!(error instanceof Problem)) console.error(error);
    const response = answer(context.req.url, error instanceof Problem ? error : internalError());
    for (const [name, value] of context.res.headers)
      if (name.startsWith("x-ratelimit") || name === "retry-after")
        response.headers.set(name, value);
    return response;
  });
  return app;
}

function answerText(text: string, status: number): Response {
  const headers = { "content-type": "application/json; charset=utf-8", etag: etagOf(text) };
  return new Response(text, { status, headers });
}

/** Logs every call before it is answered, and adds a request id to every response. */
function logMiddleware(world: World): MiddlewareHandler<Bindings> {
  return async (context, next) => {
    const { pathname, search } = new URL(context.req.url);
    const entry = world.log.add({
      at: formatInstant(world.clock.real()),
      method: context.req.method,
      path: `${pathname}${search}`,
      status: 0,
    });
    await next();
    if (context.res.headers.has("x-hono-already-sent")) return;
    context.header("X-Request-Id", world.random.uuid());
    entry.status = context.res.status;
  };
}
