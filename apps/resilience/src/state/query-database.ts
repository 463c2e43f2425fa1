import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";

const bodySchema = z.object({ rows: z.array(z.unknown()) });

/** The rows of one SQL statement, run as the database's owner. */
export async function queryDatabase(
  { urls, secrets }: StackPlan,
  statement: string,
): Promise<unknown[]> {
  const response = await fetch(`${urls.supabaseUrl}/_sandbox/sql`, {
    method: "POST",
    headers: { apikey: secrets.supabaseSecretKey, "content-type": "application/json" },
    body: JSON.stringify({ sql: statement }),
  });
  if (!response.ok) throw new Error(`The database refused a statement: ${await response.text()}`);
  return bodySchema.parse(await response.json()).rows;
}
