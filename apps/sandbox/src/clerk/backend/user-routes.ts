import type { Context, Hono } from "hono";
import { z } from "zod";
import { newId } from "../ids.ts";
import { notFound } from "../problem.ts";
import type { User } from "../records.ts";
import { backendUserShape, emailsOf } from "../shapes/user-shape.ts";
import type { World } from "../world.ts";
import { checkIsFree } from "./email-routes.ts";
import { readBody } from "./read-body.ts";

const metadataSchema = z.record(z.string(), z.unknown());
const metadataBodySchema = z.object({
  public_metadata: metadataSchema.optional(),
  private_metadata: metadataSchema.optional(),
  unsafe_metadata: metadataSchema.optional(),
});

const newUserSchema = z.object({
  email_address: z.array(z.string()).min(1),
  first_name: z.string().default(""),
  last_name: z.string().default(""),
  password: z.string(),
});

/** Backend API for users: find, count, read, create, delete, and update metadata. */
export function addUserRoutes(app: Hono, world: World): void {
  app.get("/v1/users/count", (c) => {
    const total_count = findUsers(world, new URL(c.req.url).searchParams).length;
    return c.json({ object: "total_count", total_count });
  });
  app.get("/v1/users", (c) => {
    const { searchParams } = new URL(c.req.url);
    const offset = Number(searchParams.get("offset") ?? 0);
    const limit = Number(searchParams.get("limit") ?? 10);
    const page = findUsers(world, searchParams).slice(offset, offset + limit);
    return c.json(page.map((user) => backendUserShape(user)));
  });
  app.get("/v1/users/:userId", (c) =>
    c.json(backendUserShape(userOf(world, c.req.param("userId")))),
  );
  app.post("/v1/users", async (c) => c.json(backendUserShape(await createUser(world, c))));
  app.delete("/v1/users/:userId", (c) => {
    const { id } = userOf(world, c.req.param("userId"));
    world.store.users.delete(id);
    return c.json({ object: "user", id, deleted: true });
  });
  app.patch("/v1/users/:userId/metadata", async (c) => {
    const user = userOf(world, c.req.param("userId"));
    const body = await readBody(c, metadataBodySchema);
    user.publicMetadata = merge(user.publicMetadata, body.public_metadata);
    user.privateMetadata = merge(user.privateMetadata, body.private_metadata);
    user.unsafeMetadata = merge(user.unsafeMetadata, body.unsafe_metadata);
    user.updatedAt = world.clock.now();
    return c.json(backendUserShape(user));
  });
}

/** Clerk takes the addresses that a server gives as verified; the first one is the primary. */
async function createUser(world: World, c: Context): Promise<User> {
  const body = await readBody(c, newUserSchema);
  for (const address of body.email_address) checkIsFree(world, address);
  const [email = "", ...others] = body.email_address;
  const now = world.clock.now();
  const user: User = {
    id: newId("user"),
    email,
    primaryEmailId: null,
    isEmailVerified: true,
    otherEmails: others.map((address) => ({ id: newId("idn"), address, verified: true })),
    firstName: body.first_name,
    lastName: body.last_name,
    password: body.password,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    createdAt: now,
    updatedAt: now,
    lastSignInAt: null,
  };
  world.store.users.set(user.id, user);
  return user;
}

export function userOf(world: World, id: string): User {
  const user = world.store.users.get(id);
  if (user === undefined) throw notFound("The user");
  return user;
}

/** The SDK sends lists as `user_id=a&user_id=b`; other clients send `user_id[]=a`. */
function findUsers(world: World, query: URLSearchParams): User[] {
  const values = (name: string) => [...query.getAll(name), ...query.getAll(`${name}[]`)];
  const ids = values("user_id");
  const emails = values("email_address").map((email) => email.toLowerCase());
  const users = [...world.store.users.values()].filter(
    (user) =>
      (ids.length === 0 || ids.includes(user.id)) &&
      (emails.length === 0 ||
        emailsOf(user).some(({ address }) => emails.includes(address.toLowerCase()))),
  );
  return users.toSorted((left, right) => right.createdAt - left.createdAt);
}

/** Clerk merges the top level; null removes a field. */
function merge(known: User["publicMetadata"], change: User["publicMetadata"] = {}) {
  const entries = Object.entries({ ...known, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
