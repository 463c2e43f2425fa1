import { defineConfig } from "vitest/config";

/** Compiles and runs the code of docs/extending.md in a copy of the repository: minutes of work on a busy machine. */
export default defineConfig({ test: { name: "extending", include: ["extending/**/*.test.ts"] } });
