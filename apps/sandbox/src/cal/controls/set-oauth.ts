import { z } from "zod";
import { findUserByEmail } from "../state/find.ts";
import { revokeGrants } from "../oauth/grants.ts";
import { oauthSettingsSchema, type OauthSettings } from "../oauth/oauth-state.ts";
import type { World } from "../world.ts";
import { ControlError } from "./control-error.ts";

const settingsSchema = oauthSettingsSchema.partial().strict();
const revokeSchema = z.strictObject({ email: z.string(), clientId: z.string().optional() });

/** Sets how refreshing works, how long access tokens last, and whether the newer token route exists. */
export function setOauth(world: World, body: unknown): OauthSettings {
  const { oauth } = world.store.state;
  const given = Object.entries(settingsSchema.parse(body)).filter(
    ([, value]) => value !== undefined,
  );
  oauth.settings = { ...oauth.settings, ...Object.fromEntries(given) };
  world.store.save();
  return oauth.settings;
}

/** Revokes one app or every app, as the person could in Cal.com's settings. */
export function revokeOauth(world: World, body: unknown): object {
  const { email, clientId } = revokeSchema.parse(body);
  const user = findUserByEmail(world, email);
  if (user === undefined) throw new ControlError(404, `No Cal.com user has the address ${email}.`);
  return { ok: true, revoked: revokeGrants(world, user.id, clientId ?? null) };
}
