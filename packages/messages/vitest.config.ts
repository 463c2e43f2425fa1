import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "@reslot/messages", include: ["test/**/*.test.ts"], testTimeout: 30_000 },
});
