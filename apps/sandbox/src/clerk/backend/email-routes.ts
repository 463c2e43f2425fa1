import type { Hono } from "hono";
import { z } from "zod";
import { newId } from "../ids.ts";
import { notFound, Problem } from "../problem.ts";
import type { OtherEmail, User } from "../records.ts";
import { emailShape, emailsOf } from "../shapes/user-shape.ts";
import type { World } from "../world.ts";
import { readBody } from "./read-body.ts";

const newEmailSchema = z.object({
  user_id: z.string(),
  email_address: z.string(),
  verified: z.boolean().nullish(),
  primary: z.boolean().nullish(),
});
const changeSchema = z.object({
  verified: z.boolean().nullish(),
  primary: z.boolean().nullish(),
});

/** Backend API for email addresses: add, verify, make primary, delete. */
export function addEmailRoutes(app: Hono, world: World): void {
  app.post("/v1/email_addresses", async (c) => {
    const { user_id, email_address: address, ...change } = await readBody(c, newEmailSchema);
    const user = world.store.users.get(user_id);
    if (!user) throw notFound("The user");
    checkIsFree(world, address);
    const email = { id: newId("idn"), address, verified: false };
    return c.json(emailShape(user, write(world, user, { ...email, ...definedOf(change) })));
  });
  app.patch("/v1/email_addresses/:emailId", async (c) => {
    const { user, email } = emailOf(world, c.req.param("emailId"));
    const change = await readBody(c, changeSchema);
    return c.json(emailShape(user, write(world, user, { ...email, ...definedOf(change) })));
  });
  app.delete("/v1/email_addresses/:emailId", (c) => {
    const { user, email } = emailOf(world, c.req.param("emailId"));
    user.otherEmails = user.otherEmails.filter(({ id }) => id !== email.id);
    user.updatedAt = world.clock.now();
    return c.json({ object: "email_address", id: email.id, deleted: true });
  });
}

/** An address belongs to one user of the instance. */
export function checkIsFree(world: World, address: string): void {
  const wanted = address.toLowerCase();
  const isTaken = [...world.store.users.values()].some((user) =>
    emailsOf(user).some((email) => email.address.toLowerCase() === wanted),
  );
  if (!isTaken) return;
  throw new Problem(422, "form_identifier_exists", {
    message: "That email address is taken. Please try another.",
    field: "email_address",
  });
}

function definedOf({ verified, primary }: z.infer<typeof changeSchema>) {
  return { ...(verified != null && { verified }), isPrimary: primary === true };
}

function write(
  world: World,
  user: User,
  { isPrimary, ...email }: OtherEmail & { isPrimary: boolean },
): OtherEmail {
  const [primary, ...others] = emailsOf(user);
  user.updatedAt = world.clock.now();
  if (email.id === primary?.id) {
    user.isEmailVerified = email.verified;
    return email;
  }
  const rest = others.filter(({ id }) => id !== email.id);
  user.otherEmails = [...rest, email];
  if (!isPrimary || !primary) return email;
  user.otherEmails = [...rest, primary];
  user.primaryEmailId = email.id;
  user.email = email.address;
  user.isEmailVerified = email.verified;
  return email;
}

function emailOf(world: World, emailId: string): { user: User; email: OtherEmail } {
  for (const user of world.store.users.values()) {
    const email = emailsOf(user).find(({ id }) => id === emailId);
    if (email) return { user, email };
  }
  throw notFound("The email address");
}
