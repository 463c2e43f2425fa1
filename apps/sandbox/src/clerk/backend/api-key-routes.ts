import type { Hono } from "hono";
import { z } from "zod";
import { newId, sha256 } from "../ids.ts";
import { notFound } from "../problem.ts";
import type { ApiKey } from "../records.ts";
import { apiKeyShape, isExpired } from "../shapes/api-key-shape.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";

const createBodySchema = z.object({
  name: z.string().min(1),
  subject: z.string().min(1),
  scopes: z.array(z.string()).nullish(),
  claims: z.record(z.string(), z.unknown()).nullish(),
  description: z.string().nullish(),
  created_by: z.string().nullish(),
  seconds_until_expiration: z.number().positive().nullish(),
});
const verifyBodySchema = z.object({ secret: z.string() });
const revokeBodySchema = z.object({ revocation_reason: z.string().nullish() });

/** Backend API for API keys. Its paths have no /v1. Keys are opaque, so servers verify them here. */
export function addApiKeyRoutes(app: Hono, world: World): void {
  const { apiKeys } = world.store;
  app.get("/api_keys", (c) => {
    const subject = c.req.query("subject");
    const data = [...apiKeys.values()].filter((key) => key.subject === subject);
    return c.json({ data: data.map((key) => apiKeyShape(world, key)), total_count: data.length });
  });
  app.post("/api_keys", async (c) => {
    const secret = newId("ak");
    const key = makeKey(world, secret, await readBody(c, createBodySchema));
    apiKeys.set(key.id, key);
    return c.json({ ...apiKeyShape(world, key), secret });
  });
  app.post("/api_keys/verify", async (c) => {
    const secretHash = sha256((await readBody(c, verifyBodySchema)).secret);
    const key = [...apiKeys.values()].find((entry) => entry.secretHash === secretHash);
    if (key === undefined || key.isRevoked || isExpired(world, key)) throw notFound("The API key");
    key.lastUsedAt = world.clock.now();
    return c.json(apiKeyShape(world, key));
  });
  app.get("/api_keys/:keyId", (c) =>
    c.json(apiKeyShape(world, keyOf(world, c.req.param("keyId")))),
  );
  app.post("/api_keys/:keyId/revoke", async (c) => {
    const key = keyOf(world, c.req.param("keyId"));
    const { revocation_reason: reason } = await readBody(c, revokeBodySchema);
    Object.assign(key, { isRevoked: true, revocationReason: reason ?? null });
    key.updatedAt = world.clock.now();
    return c.json(apiKeyShape(world, key));
  });
}

function makeKey(world: World, secret: string, body: z.infer<typeof createBodySchema>): ApiKey {
  const now = world.clock.now();
  const seconds = body.seconds_until_expiration ?? null;
  return {
    id: newId("ak"),
    secretHash: sha256(secret),
    name: body.name,
    subject: body.subject,
    scopes: body.scopes ?? [],
    claims: body.claims ?? null,
    description: body.description ?? null,
    isRevoked: false,
    revocationReason: null,
    expiration: seconds === null ? null : now + seconds * 1000,
    createdBy: body.created_by ?? null,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

function keyOf(world: World, id: string): ApiKey {
  const key = world.store.apiKeys.get(id);
  if (key === undefined) throw notFound("The API key");
  return key;
}
