import { prepareServer } from "./env.ts";

/** Runs once when the server starts. */
export async function register(): Promise<void> {
  await prepareServer();
}
