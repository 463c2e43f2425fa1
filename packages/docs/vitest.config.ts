import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "@reslot/docs", include: ["test/**/*.test.ts"], isolate: false },
});
