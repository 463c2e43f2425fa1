import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@reslot/db races",
    include: ["test/strict/*.strict.ts"],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
