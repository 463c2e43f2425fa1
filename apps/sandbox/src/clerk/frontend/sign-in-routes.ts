import type { Context, Hono } from "hono";
import { isSameSecret, newId } from "../ids.ts";
import { notFound, Problem } from "../problem.ts";
import type { Client, SignIn, User } from "../records.ts";
import { createClient, startSession } from "../sessions.ts";
import { signInShape } from "../shapes/sign-in-shape.ts";
import type { World } from "../world.ts";
import { clientOf, reply } from "./browser.ts";

/** Sign-in with email address and password, in one or two steps, or with a ticket from the Backend API. */
export function addSignInRoutes(app: Hono, world: World): void {
  app.post("/v1/client/sign_ins", async (c) => {
    const form = await readForm(c);
    const client = clientOf(world, c) ?? createClient(world);
    const signIn = startSignIn(world, client, form);
    return reply(world, c, { client, response: signInShape(world, signIn) });
  });
  app.get("/v1/client/sign_ins/:signInId", (c) => {
    const { client, signIn } = ownSignIn(world, c);
    return reply(world, c, { client, response: signInShape(world, signIn) });
  });
  app.post("/v1/client/sign_ins/:signInId/attempt_first_factor", async (c) => {
    const { client, signIn } = ownSignIn(world, c);
    const form = await readForm(c);
    if (form.get("strategy") !== "password") throw unsupportedStrategy();
    const done = completeWithPassword(world, client, { signIn, password: form.get("password") });
    return reply(world, c, { client, response: signInShape(world, done) });
  });
  app.post("/v1/client/sign_ins/:signInId/prepare_first_factor", () => {
    throw unsupportedStrategy();
  });
  app.post("/v1/client/sign_ups", () => {
    throw new Problem(403, "sign_up_mode_restricted", {
      message: "Sign-ups are closed. Use one of the accounts that were printed at the start.",
    });
  });
}

function startSignIn(world: World, client: Client, form: URLSearchParams): SignIn {
  const strategy = form.get("strategy");
  if (strategy === "ticket") return completeWithTicket(world, client, form.get("ticket"));
  if (strategy !== null && strategy !== "password") throw unsupportedStrategy();
  const identifier = form.get("identifier");
  const user = identifier === null ? null : findUser(world, identifier);
  const signIn = keep(world, client, user);
  const password = form.get("password");
  if (user === null || password === null) return signIn;
  return completeWithPassword(world, client, { signIn, password });
}

function keep(world: World, client: Client, user: User | null): SignIn {
  if (client.signInId !== null) world.store.signIns.delete(client.signInId);
  const id = newId("sia");
  const signIn: SignIn = { id, clientToken: client.token, user, createdSessionId: null };
  world.store.signIns.set(id, signIn);
  client.signInId = id;
  return signIn;
}

function findUser(world: World, identifier: string): User {
  const wanted = identifier.trim().toLowerCase();
  for (const user of world.store.users.values()) {
    if (user.email.toLowerCase() === wanted) return user;
  }
  throw new Problem(422, "form_identifier_not_found", {
    message: "Couldn't find your account.",
    field: "identifier",
  });
}

function completeWithPassword(
  world: World,
  client: Client,
  attempt: { readonly signIn: SignIn; readonly password: string | null },
): SignIn {
  const { signIn, password } = attempt;
  const isRight = signIn.user !== null && isSameSecret(password ?? "", signIn.user.password);
  if (signIn.user === null || !isRight) {
    throw new Problem(422, "form_password_incorrect", {
      message: "Password is incorrect. Try again, or use another method.",
      field: "password",
    });
  }
  return complete(world, client, { signIn, user: signIn.user });
}

function completeWithTicket(world: World, client: Client, ticket: string | null): SignIn {
  const userId = ticket === null ? undefined : world.store.tickets.get(ticket);
  const user = userId === undefined ? undefined : world.store.users.get(userId);
  if (ticket === null || user === undefined) {
    throw new Problem(422, "ticket_invalid_code", { message: "The ticket is not valid." });
  }
  world.store.tickets.delete(ticket);
  return complete(world, client, { signIn: keep(world, client, user), user });
}

function complete(
  world: World,
  client: Client,
  { signIn, user }: { readonly signIn: SignIn; readonly user: User },
): SignIn {
  const createdSessionId = startSession(world, client, user).id;
  const done: SignIn = { ...signIn, createdSessionId };
  world.store.signIns.set(done.id, done);
  return done;
}

function ownSignIn(world: World, c: Context): { client: Client; signIn: SignIn } {
  const client = clientOf(world, c);
  const signIn = world.store.signIns.get(c.req.param("signInId") ?? "");
  if (client === null || signIn === undefined || signIn.clientToken !== client.token)
    throw notFound("The sign-in");
  return { client, signIn };
}

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

function unsupportedStrategy(): Problem {
  return new Problem(422, "form_param_value_invalid", {
    message: "This instance knows passwords and tickets only.",
    field: "strategy",
  });
}
