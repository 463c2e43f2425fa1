import { calLog } from "./services.ts";

/** How often Cal.com was asked to confirm or decline. */
export async function countAnswers(): Promise<number> {
  const log = await calLog();
  return log.filter(({ method, path }) => method === "POST" && /\/(confirm|decline)$/.test(path))
    .length;
}
