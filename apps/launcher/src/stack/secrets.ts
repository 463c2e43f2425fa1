import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const secretsSchema = z.object({
  clerkSecretKey: z.string(),
  supabasePublishableKey: z.string(),
  supabaseSecretKey: z.string(),
  supabaseJwtSecret: z.string(),
  tokenKeys: z.string(),
  calOAuthClientId: z.string(),
  calOAuthClientSecret: z.string(),
  tickSecret: z.string(),
  resendApiKey: z.string(),
  resendWebhookSecret: z.string(),
});

export type Secrets = z.infer<typeof secretsSchema>;

const random = (bytes: number) => randomBytes(bytes).toString("base64url");

function makeSecrets(): Secrets {
  return {
    clerkSecretKey: `sk_test_local_${random(24)}`,
    supabasePublishableKey: `sb_publishable_${random(18)}`,
    supabaseSecretKey: `sb_secret_${random(24)}`,
    supabaseJwtSecret: random(48),
    tokenKeys: `k1:${randomBytes(32).toString("base64")}`,
    calOAuthClientId: random(16),
    calOAuthClientSecret: random(32),
    tickSecret: random(32),
    resendApiKey: `re_${random(18)}`,
    resendWebhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
  };
}

/**
 * The keys of this machine's stack, generated at the first start and kept with mode 600. A key that
 * a newer version needs is added.
 */
export function loadSecrets(localDir: string): Secrets {
  const file = join(localDir, "secrets.json");
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const secrets = secretsSchema.parse({
    ...makeSecrets(),
    ...secretsSchema.partial().parse(known),
  });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
