import type { Hono } from "hono";
import { Problem } from "../problem.ts";
import { activeSession, createClient, endSession } from "../sessions.ts";
import { clientShape } from "../shapes/client-shape.ts";
import { environmentShape } from "../shapes/environment-shape.ts";
import { sessionShape } from "../shapes/session-shape.ts";
import { userShape } from "../shapes/user-shape.ts";
import { mintSessionToken } from "../tokens.ts";
import type { World } from "../world.ts";
import { clientOf, newBrowserPath, originOf, ownSession, reply } from "./browser.ts";

/** The routes with which clerk-js reads its environment and session, refreshes the token and signs out. */
export function addClientRoutes(app: Hono, world: World): void {
  app.on(["GET", "PATCH"], "/v1/environment", (c) => c.json(environmentShape));
  app.post(newBrowserPath, (c) => {
    const client = createClient(world);
    const created_at = client.createdAt;
    return c.json({ object: "dev_browser", id: client.token, home_origin: null, created_at });
  });
  app.on(["GET", "POST"], "/v1/client", async (c) => {
    const isPost = c.req.method === "POST";
    const client = clientOf(world, c) ?? (isPost ? createClient(world) : null);
    return reply(world, c, { client, response: await clientShape(world, client, originOf(c)) });
  });
  app.on("DELETE", ["/v1/client", "/v1/client/sessions"], async (c) => {
    const client = clientOf(world, c);
    if (client !== null) endSession(world, client);
    return reply(world, c, { client, response: await clientShape(world, client, originOf(c)) });
  });
  addSessionRoutes(app, world);
  addMeRoutes(app, world);
}

function addSessionRoutes(app: Hono, world: World): void {
  app.on(
    ["GET", "POST"],
    ["/v1/client/sessions/:sessionId", "/v1/client/sessions/:sessionId/touch"],
    async (c) => {
      const response = await sessionShape(world, ownSession(world, c), originOf(c));
      return reply(world, c, { client: clientOf(world, c), response });
    },
  );
  app.post("/v1/client/sessions/:sessionId/tokens", async (c) => {
    const session = ownSession(world, c);
    const jwt = await mintSessionToken(world, session, { azp: originOf(c) });
    return c.json({ object: "token", jwt });
  });
  app.on(
    "POST",
    ["/v1/client/sessions/:sessionId/end", "/v1/client/sessions/:sessionId/remove"],
    async (c) => {
      const session = ownSession(world, c);
      const client = clientOf(world, c);
      if (client !== null) endSession(world, client);
      return reply(world, c, { client, response: await sessionShape(world, session, null) });
    },
  );
}

function addMeRoutes(app: Hono, world: World): void {
  app.get("/v1/me", (c) => {
    const client = clientOf(world, c);
    const session = activeSession(world, client);
    const user = session === null ? undefined : world.store.users.get(session.userId);
    if (user === undefined)
      throw new Problem(401, "authentication_invalid", { message: "No user is signed in." });
    return reply(world, c, { client, response: userShape(user) });
  });
  app.get("/v1/me/sessions/active", async (c) => {
    const session = activeSession(world, clientOf(world, c));
    if (session === null) return c.json([]);
    const latest_activity = { object: "session_activity", id: session.id, is_mobile: false };
    const shape = await sessionShape(world, session, originOf(c));
    return c.json([{ ...shape, user: null, latest_activity }]);
  });
}
