import { createClient } from "@supabase/supabase-js";
import type { Database } from "../src/database.types.ts";
import type { DbClient } from "../src/clients.ts";
import type { TestSupabase } from "../test/test-supabase.ts";

/** A user's client that records its last request and can explain it. */
export interface RecordingClient {
  readonly client: DbClient;
  /** The plan of the last request; undefined when the server does not return plans. */
  explainLast(): Promise<string | undefined>;
}

export function createRecordingClient(supabase: TestSupabase, token: string): RecordingClient {
  let last: { url: string; init: RequestInit } | undefined;
  const client = createClient<Database>(supabase.url, supabase.publishableKey, {
    accessToken: async () => token,
    global: {
      fetch(input, init) {
        last = { url: input instanceof Request ? input.url : String(input), init: init ?? {} };
        return fetch(input, init);
      },
    },
  });
  return {
    client,
    async explainLast() {
      if (!last) return undefined;
      const headers = new Headers(last.init.headers);
      headers.set("accept", "application/vnd.pgrst.plan+text; options=analyze|buffers");
      const method = last.init.method === "POST" ? "POST" : "GET";
      const reply = await fetch(last.url, { ...last.init, method, headers });
      return reply.ok ? reply.text() : undefined;
    },
  };
}
