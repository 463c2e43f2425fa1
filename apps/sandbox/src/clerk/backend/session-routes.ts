import type { Hono } from "hono";
import { z } from "zod";
import { newId } from "../ids.ts";
import { notFound } from "../problem.ts";
import type { Session } from "../records.ts";
import { createClient, isActive, startSession } from "../sessions.ts";
import { backendSessionShape } from "../shapes/session-shape.ts";
import { mintSessionToken } from "../tokens.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";
import { userOf } from "./user-routes.ts";

const userBodySchema = z.object({ user_id: z.string() });
const tokenBodySchema = z.object({ expires_in_seconds: z.number().int().positive().optional() });

/** Backend API for sessions (create, read, revoke, create a token) and for sign-in tickets. */
export function addSessionRoutes(app: Hono, world: World): void {
  app.get("/v1/sessions", (c) => {
    const userId = c.req.query("user_id");
    const sessions = [...world.store.sessions.values()].filter(
      (session) => session.userId === userId,
    );
    const data = sessions.map((session) => backendSessionShape(world, session));
    return c.json({ data, total_count: data.length });
  });
  app.post("/v1/sessions", async (c) => {
    const user = userOf(world, (await readBody(c, userBodySchema)).user_id);
    return c.json(backendSessionShape(world, startSession(world, createClient(world), user)));
  });
  app.get("/v1/sessions/:sessionId", (c) =>
    c.json(backendSessionShape(world, sessionOf(world, c.req.param("sessionId")))),
  );
  app.post("/v1/sessions/:sessionId/revoke", (c) => {
    const session = sessionOf(world, c.req.param("sessionId"));
    Object.assign(session, { status: "revoked", updatedAt: world.clock.now() });
    return c.json(backendSessionShape(world, session));
  });
  app.post("/v1/sessions/:sessionId/tokens", async (c) => {
    const session = sessionOf(world, c.req.param("sessionId"));
    if (!isActive(world, session)) throw notFound("An active session");
    const { expires_in_seconds: seconds } = await readBody(c, tokenBodySchema);
    const life = seconds === undefined ? {} : { lifeSeconds: seconds };
    const jwt = await mintSessionToken(world, session, { azp: null, ...life });
    return c.json({ object: "token", jwt });
  });
  addTicketRoute(app, world);
}

function addTicketRoute(app: Hono, world: World): void {
  app.post("/v1/sign_in_tokens", async (c) => {
    const user = userOf(world, (await readBody(c, userBodySchema)).user_id);
    const token = newId("ticket");
    world.store.tickets.set(token, user.id);
    return c.json({
      object: "sign_in_token",
      id: newId("sit"),
      user_id: user.id,
      token,
      status: "pending",
      url: `${world.env.appOrigin}/sign-in?__clerk_ticket=${token}`,
      created_at: world.clock.now(),
      updated_at: world.clock.now(),
    });
  });
}

function sessionOf(world: World, id: string): Session {
  const session = world.store.sessions.get(id);
  if (session === undefined) throw notFound("The session");
  return session;
}
