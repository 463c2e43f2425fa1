import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { projects: ["packages/*", "apps/sandbox", "apps/worker", "apps/web", "apps/web/e2e"] },
});
