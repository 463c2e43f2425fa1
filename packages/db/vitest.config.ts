import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/db",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/start-supabase.ts"],
    // Each worker has a database of its own: "whatever is due" belongs to one file at a time.
    isolate: false,
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 30_000,
  },
});
