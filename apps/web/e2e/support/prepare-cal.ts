import { readStackFile } from "./stack-file.ts";

const generous = { perKey: 100_000, perToken: 100_000, anonymous: 100_000 };

/** Lets the journeys ask Cal.com more often than its limits allow. */
export async function prepareCal(localDir: string): Promise<void> {
  const { calUrl } = readStackFile(localDir);
  const url = `${calUrl}/_sandbox/limits`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(generous),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
}
