import type { TestProject } from "vitest/node";
import { startTestSupabase, type TestSupabase } from "./test-supabase.ts";

declare module "vitest" {
  export interface ProvidedContext {
    supabase: TestSupabase;
  }
}

/** Starts one database for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = await startTestSupabase({
    program: process.env["TEST_SUPABASE_PROGRAM"],
    env: {
      ...given("STRICT_POSTGRES_URL", "STRICT_POSTGRES_URL"),
      ...given("NODE_OPTIONS", "TEST_SUPABASE_NODE_OPTIONS"),
    },
  });
  project.provide("supabase", running.supabase);
  return running.stop;
}

function given(name: string, source: string): Record<string, string> {
  const value = process.env[source];
  return value === undefined ? {} : { [name]: value };
}
