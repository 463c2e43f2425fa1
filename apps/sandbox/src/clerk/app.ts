import { type Context, Hono } from "hono";
import { methodOverride } from "hono/method-override";
import { addApiKeyRoutes } from "./backend/api-key-routes.ts";
import { addEmailRoutes } from "./backend/email-routes.ts";
import { addSessionRoutes } from "./backend/session-routes.ts";
import { addUserRoutes } from "./backend/user-routes.ts";
import { issuerOf } from "./env.ts";
import { checkBrowser } from "./frontend/browser.ts";
import { addClientRoutes } from "./frontend/client-routes.ts";
import { addHandshakeRoute } from "./frontend/handshake-route.ts";
import { addScriptRoute } from "./frontend/script-route.ts";
import { addSignInRoutes } from "./frontend/sign-in-routes.ts";
import { isSameSecret } from "./ids.ts";
import { notFound, Problem } from "./problem.ts";
import type { World } from "./world.ts";

const open = /^\/(npm\/|\.well-known\/|_sandbox\/)/;
const handshake = "/v1/client/handshake";
const frontend = /^\/v1\/(client|environment|me|dev_browser)(\/|$)/;

/** The whole instance: Frontend API, Backend API, and clerk-js itself. */
export function createApp(world: World): Hono {
  const app = new Hono();
  // clerk-js sends PATCH and DELETE as POST with `?_method=`.
  app.use(methodOverride({ app, query: "_method" }));
  app.use(async (c, next) => {
    checkAccess(world, c);
    await next();
    if (c.req.method !== "GET" || c.req.path === handshake) world.store.save();
  });
  addOpenRoutes(app, world);
  addClientRoutes(app, world);
  addSignInRoutes(app, world);
  addHandshakeRoute(app, world);
  addServerRoutes(app, world);
  app.notFound((c) => answer(c, notFound(`${c.req.method} ${c.req.path}`)));
  app.onError((error, c) => {
    if (error instanceof Problem) return answer(c, error);
    console.error(error);
    return answer(c, new Problem(500, "internal_clerk_error", { message: "Something broke." }));
  });
  return app;
}

function answer(c: Context, problem: Problem): Response {
  return c.json(problem.toBody(), problem.status);
}

/** Checks the origin of Frontend API calls; all other calls that are not public need the secret key. */
function checkAccess(world: World, c: Context): void {
  const { path } = c.req;
  if (open.test(path) || path === handshake) return;
  if (frontend.test(path)) return checkBrowser(world, c);
  if (!isSameSecret(c.req.header("authorization") ?? "", `Bearer ${world.env.secretKey}`)) {
    throw new Problem(401, "secret_key_invalid", { message: "The secret key is not valid." });
  }
}

function addOpenRoutes(app: Hono, world: World): void {
  app.get("/_sandbox/health", (c) => c.json({ ok: true }));
  app.get("/.well-known/jwks.json", (c) => c.json(world.signingKey.jwks));
  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer: issuerOf(world.env.publishableKey),
      jwks_uri: `${new URL(c.req.url).origin}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ["RS256"],
      subject_types_supported: ["public"],
      response_types_supported: ["code"],
    }),
  );
  addScriptRoute(app);
}

function addServerRoutes(app: Hono, world: World): void {
  app.get("/v1/jwks", (c) => c.json(world.signingKey.jwks));
  app.get("/v1/clients/handshake_payload", (c) => {
    const nonce = c.req.query("nonce") ?? "";
    const directives = world.store.handshakes.get(nonce);
    world.store.handshakes.delete(nonce);
    if (directives === undefined) throw notFound("The nonce");
    return c.json({ directives });
  });
  addUserRoutes(app, world);
  addEmailRoutes(app, world);
  addSessionRoutes(app, world);
  addApiKeyRoutes(app, world);
}
