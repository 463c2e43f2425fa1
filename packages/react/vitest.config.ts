import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "@reslot/react", isolate: false, testTimeout: 30_000 },
});
