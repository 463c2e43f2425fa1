import { existsSync } from "node:fs";

/** Sets what a `.env` in the working folder names and the environment does not set itself. Node only. */
export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
