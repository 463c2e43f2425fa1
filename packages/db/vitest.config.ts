import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/db",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/start-supabase.ts"],
    fileParallelism: false, // one database: "whatever is due" is everybody's
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
