import { z } from "zod";

const emptyIsUnset = (value: unknown): unknown => (value === "" ? undefined : value);

const envSchema = z.object({
  SANDBOX_PORT: z.preprocess(
    emptyIsUnset,
    z.coerce.number().int().min(0).max(65_535).default(4011),
  ),
  SANDBOX_DIR: z.preprocess(emptyIsUnset, z.string().optional()),
  SANDBOX_PEOPLE: z.preprocess(emptyIsUnset, z.string().optional()),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: z.string().startsWith("pk_test_"),
  CLERK_SECRET_KEY: z.string().startsWith("sk_test_"),
  APP_ORIGIN: z.preprocess(emptyIsUnset, z.url().default("http://localhost:3000")),
  SANDBOX_TOKEN_SECONDS: z.preprocess(
    emptyIsUnset,
    z.coerce.number().int().min(1).max(3600).default(60),
  ),
});

/** The validated settings of this process. */
export interface ClerkEnv {
  readonly port: number;
  /** Folder of the signing key, sessions and API keys; null keeps them in memory. */
  readonly dir: string | null;
  readonly peopleFile: string | null;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** The only origin whose pages can sign people in. */
  readonly appOrigin: string;
  /** Lifetime of a session token, in seconds. */
  readonly tokenSeconds: number;
}

/** @throws {Error} naming every variable that is missing or malformed, never its value. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): ClerkEnv {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join("."));
    throw new Error(`Clerk stand-in: check ${names.join(", ")}.`);
  }
  const env = parsed.data;
  return {
    port: env.SANDBOX_PORT,
    dir: env.SANDBOX_DIR ?? null,
    peopleFile: env.SANDBOX_PEOPLE ?? null,
    publishableKey: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    secretKey: env.CLERK_SECRET_KEY,
    appOrigin: new URL(env.APP_ORIGIN).origin,
    tokenSeconds: env.SANDBOX_TOKEN_SECONDS,
  };
}

/** The publishable key contains the instance's host, followed by a dollar sign. */
export function issuerOf(publishableKey: string): string {
  const host = Buffer.from(publishableKey.slice("pk_test_".length), "base64").toString();
  return `https://${host.replace(/\$$/, "")}`;
}
