import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "@reslot/client", isolate: false, testTimeout: 30_000 },
});
