import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.ts";

const TIMEOUT_MS = 10_000;

export type DbClient = SupabaseClient<Database>;

/**
 * A client for one user: row-level security sees the claims of their token, and every request calls
 * `accessToken` for a fresh one. With null it is anonymous and sees nothing.
 */
export function createAuthClient(options: {
  url: string;
  publishableKey: string;
  accessToken: () => Promise<string | null>;
}): DbClient {
  return createClient<Database>(options.url, options.publishableKey, {
    accessToken: options.accessToken,
    db: { timeout: TIMEOUT_MS },
  });
}

/** The server's own client, without row-level security. Pass only ids that were authorised before. */
export function createServerAuthClient(options: { url: string; secretKey: string }): DbClient {
  return createClient<Database>(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { timeout: TIMEOUT_MS },
  });
}
