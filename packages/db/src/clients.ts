import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.ts";

const TIMEOUT_MS = 10_000;

export type DbClient = SupabaseClient<Database>;

/**
 * A client that acts for one person: row level security sees the claims of their token, and every
 * request asks `accessToken` for a fresh one. With null it acts for nobody and sees nothing.
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

/** The server's own client: no row level security. Scope every call by ids that were authorised before. */
export function createServerAuthClient(options: { url: string; secretKey: string }): DbClient {
  return createClient<Database>(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { timeout: TIMEOUT_MS },
  });
}
