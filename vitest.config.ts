import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*",
      "packages/docs/vitest.extending.config.ts",
      "apps/*",
      "apps/web/vitest.components.config.ts",
      "apps/web/e2e",
    ],
  },
});
