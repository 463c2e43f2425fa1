import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "@reslot/testing", isolate: false, testTimeout: 30_000 },
});
