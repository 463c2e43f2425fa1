import { z } from "zod";

const optionalText = z.string().transform((value) => (value === "" ? undefined : value));

const envSchema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SANDBOX_DIR: optionalText.optional(),
  SANDBOX_MIGRATIONS_DIR: z.string().min(1),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  SANDBOX_JWT_SECRET: z.string().min(32),
  SANDBOX_JWKS_URL: z.url(),
  SANDBOX_JWT_ISSUER: z.string().min(1),
});

export interface SupabaseSettings {
  readonly port: number;
  /** Folder of the database; undefined keeps it in memory. */
  readonly dir: string | undefined;
  readonly migrationsDir: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Signs the token that the gateway passes to the database after verifying the user's own. */
  readonly jwtSecret: string;
  readonly jwksUrl: string;
  readonly issuer: string;
}

/** @throws {Error} naming every variable that is missing or malformed, never its value. */
export function readEnv(): SupabaseSettings {
  const parsed = envSchema.safeParse(process.env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`The Supabase stand-in cannot start: check ${names}.`);
  }
  const env = parsed.data;
  return {
    port: env.SANDBOX_PORT,
    dir: env.SANDBOX_DIR,
    migrationsDir: env.SANDBOX_MIGRATIONS_DIR,
    publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
    secretKey: env.SUPABASE_SECRET_KEY,
    jwtSecret: env.SANDBOX_JWT_SECRET,
    jwksUrl: env.SANDBOX_JWKS_URL,
    issuer: env.SANDBOX_JWT_ISSUER,
  };
}
