import { z } from "zod";
import type { Endpoint } from "./events.ts";

const emptyIsUnset = (value: unknown): unknown => (value === "" ? undefined : value);

const envSchema = z.object({
  SANDBOX_PORT: z.preprocess(
    emptyIsUnset,
    z.coerce.number().int().min(0).max(65_535).default(4009),
  ),
  SANDBOX_RATE_LIMIT: z.preprocess(emptyIsUnset, z.coerce.number().int().min(1).optional()),
  SANDBOX_DIR: z.preprocess(emptyIsUnset, z.string().optional()),
  SANDBOX_WEBHOOK_URL: z.preprocess(emptyIsUnset, z.url().optional()),
  SANDBOX_WEBHOOK_SECRET: z.preprocess(emptyIsUnset, z.string().startsWith("whsec_").optional()),
});

/** The validated settings of this process. */
export interface MailEnv {
  readonly port: number;
  /** Calls a second; undefined: Resend's default. */
  readonly perSecond?: number | undefined;
  /** Folder of the messages; null keeps them in memory. */
  readonly dir: string | null;
  /** Where webhooks go; null: nowhere. */
  readonly endpoint?: Endpoint | null;
}

/** @throws {Error} naming every variable that is malformed. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): MailEnv {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join("."));
    throw new Error(`Mail stand-in: wrong value in ${names.join(", ")}.`);
  }
  const { SANDBOX_PORT: port, SANDBOX_RATE_LIMIT: perSecond, SANDBOX_DIR: dir } = parsed.data;
  const { SANDBOX_WEBHOOK_URL: url, SANDBOX_WEBHOOK_SECRET: secret } = parsed.data;
  const endpoint = url && secret ? { url, secret } : null;
  return { port, perSecond, dir: dir ?? null, endpoint };
}
