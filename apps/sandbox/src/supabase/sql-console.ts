import type { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import type { Handler } from "./gateway.ts";

const bodySchema = z.object({ sql: z.string().min(1) });

/**
 * Runs any SQL as the database's owner, for tests and chaos runs: `POST { sql }` with the secret
 * key in `apikey`. Returns the rows of the last statement, or 400 with the database's message.
 */
export function sqlConsole(database: PGlite, secretKey: string): Handler {
  return async (request) => {
    if (request.headers.get("apikey") !== secretKey)
      return Response.json({ message: "The secret key is needed." }, { status: 401 });
    const body = bodySchema.safeParse(await request.json().catch(() => null));
    if (!body.success) return Response.json({ message: "Send { sql }." }, { status: 400 });
    try {
      const results = await database.exec(body.data.sql);
      return Response.json({ rows: results.at(-1)?.rows ?? [] });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return Response.json({ message }, { status: 400 });
    }
  };
}
