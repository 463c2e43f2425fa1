import { z } from "zod";
import { equalLimits, type Limits, realLimits } from "./http/limits.ts";
import { oauthClientSchema, type OauthClient } from "./oauth/oauth-state.ts";

const emptyIsUnset = (value: unknown): unknown => (value === "" ? undefined : value);

const clientsSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: "custom", message: "is not JSON", input: text });
      return z.NEVER;
    }
  })
  .pipe(z.array(oauthClientSchema));

const envSchema = z.object({
  SANDBOX_PORT: z.preprocess(
    emptyIsUnset,
    z.coerce.number().int().min(0).max(65_535).default(4100),
  ),
  SANDBOX_DIR: z.preprocess(emptyIsUnset, z.string().optional()),
  SANDBOX_PEOPLE: z.preprocess(emptyIsUnset, z.string().optional()),
  SANDBOX_RATE_LIMIT: z.preprocess(emptyIsUnset, z.coerce.number().int().positive().optional()),
  SANDBOX_CAL_OAUTH_CLIENTS: z.preprocess(emptyIsUnset, clientsSchema.optional()),
  SANDBOX_WORK_MS: z.preprocess(emptyIsUnset, z.coerce.number().int().min(0).default(60)),
});

/** The validated settings of this process. */
export interface CalEnv {
  readonly port: number;
  readonly dir: string | null;
  readonly peopleFile: string | null;
  /** Those of the real service unless SANDBOX_RATE_LIMIT sets another number of requests a minute. */
  readonly limits: Limits;
  /** Time between checking and writing a booking, in which concurrent writes collide, as in the real service. */
  readonly workMs: number;
  /** The apps that people can connect. */
  readonly oauthClients: readonly OauthClient[];
}

/** @throws {Error} with the names of the invalid variables */
export function readEnv(source: NodeJS.ProcessEnv = process.env): CalEnv {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => String(issue.path[0]));
    throw new Error(`Cal.com stand-in: wrong value in ${[...new Set(names)].join(", ")}.`);
  }
  const env = parsed.data;
  return {
    port: env.SANDBOX_PORT,
    dir: env.SANDBOX_DIR ?? null,
    peopleFile: env.SANDBOX_PEOPLE ?? null,
    limits: env.SANDBOX_RATE_LIMIT === undefined ? realLimits : equalLimits(env.SANDBOX_RATE_LIMIT),
    workMs: env.SANDBOX_WORK_MS,
    oauthClients: env.SANDBOX_CAL_OAUTH_CLIENTS ?? [],
  };
}
