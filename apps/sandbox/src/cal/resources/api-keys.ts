import { z } from "zod";
import { refuse } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import { parseStrict } from "../http/validate.ts";
import { dayMs } from "../../time/durations.ts";

const inputSchema = z.strictObject({
  apiKeyDaysValid: z.number({ error: "apiKeyDaysValid must be a number" }).min(1).optional(),
  apiKeyNeverExpires: z.boolean({ error: "apiKeyNeverExpires must be a boolean value" }).optional(),
});

/** POST /v2/api-keys/refresh: replaces the caller's key with a new one, valid for 30 days by default. */
export function refreshApiKey({ world, token, body }: Call): Answer {
  const input = parseStrict(inputSchema, body);
  const { state, save } = world.store;
  const old = state.apiKeys.find((entry) => entry.key === token);
  if (old === undefined) throw refuse(401, "Invalid Access Token.");
  const expiresAt =
    input.apiKeyNeverExpires === true
      ? null
      : world.clock.now() + (input.apiKeyDaysValid ?? 30) * dayMs;
  const key = `cal_live_${world.random.uuid().replaceAll("-", "")}`;
  state.apiKeys = [...state.apiKeys.filter((entry) => entry !== old), { ...old, key, expiresAt }];
  save();
  return success({ apiKey: key });
}
