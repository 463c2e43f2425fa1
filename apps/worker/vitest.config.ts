import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/worker",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    isolate: false,
  },
});
