import { env } from "./env.ts";

/**
 * Runs once when the server starts: a wrong environment stops it here, with the names of what is
 * missing. Next itself would only report the failure and go on listening.
 */
export function register(): void {
  try {
    env();
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : "The environment is wrong."}\n`,
    );
    process.exit(1);
  }
}
