import { servePerWorker } from "@reslot/testing/per-worker";
import type { TestProject } from "vitest/node";
import { startTestSupabase } from "./test-supabase.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a worker fetches its TestSupabase. */
    supabaseUrl: string;
  }
}

/** Gives every worker a database of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databases = await servePerWorker(startDatabase);
  project.provide("supabaseUrl", databases.url);
  return databases.stop;
}

async function startDatabase() {
  const { supabase: value, stop } = await startTestSupabase({
    program: process.env["TEST_SUPABASE_PROGRAM"],
    env: {
      ...given("STRICT_POSTGRES_URL", "STRICT_POSTGRES_URL"),
      ...given("NODE_OPTIONS", "TEST_SUPABASE_NODE_OPTIONS"),
    },
  });
  return { value, stop };
}

function given(name: string, source: string): Record<string, string> {
  const value = process.env[source];
  return value === undefined ? {} : { [name]: value };
}
