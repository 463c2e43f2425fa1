import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/launcher",
    include: ["src/**/*.test.ts"],
    isolate: false, // none of them leaves anything behind
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
  },
});
