import type { PGlite } from "@electric-sql/pglite";
import { decodeJwt } from "jose";
import type { Handler } from "./gateway.ts";

const TOKEN = /^Bearer (eyJ.+)$/;
const FUNCTION = /^[\w.]+$/;

/**
 * Calls the function that the setting `pgrst.db_pre_request` of the role `authenticator` names, as PostgREST does before
 * every request: it may refuse. It is called for requests with a `Prefer` header only; others cost no more than before.
 */
export function callPreRequest(
  { database, secretKey }: { database: Pick<PGlite, "exec" | "query">; secretKey: string },
  next: Handler,
): Handler {
  let named: Promise<string | null> | undefined;
  return async (request) => {
    const role = roleOf(request, secretKey);
    if (!request.headers.has("prefer") || role === "service_role") return next(request);
    named ??= findFunction(database);
    const name = await named;
    const refusal = name && (await call(database, { name, role, headers: request.headers }));
    return refusal || next(request);
  };
}

/** Keys and tokens were verified before. */
function roleOf({ headers }: Request, secretKey: string): string {
  const token = TOKEN.exec(headers.get("authorization") ?? "")?.[1];
  if (!token) return headers.get("apikey") === secretKey ? "service_role" : "anon";
  return decodeJwt(token)["role"] === "authenticated" ? "authenticated" : "anon";
}

async function findFunction(database: Pick<PGlite, "query">): Promise<string | null> {
  const { rows } = await database.query<{ setting: string }>(`
    select split_part(setting, '=', 2) as setting
    from pg_db_role_setting, unnest(setconfig) as setting
    where setrole = 'authenticator'::regrole and setting like 'pgrst.db_pre_request=%'
      and setdatabase in (0, (select oid from pg_database where datname = current_database()))
    order by setdatabase desc`);
  const name = rows[0]?.setting;
  return name !== undefined && FUNCTION.test(name) ? name : null;
}

async function call(
  database: Pick<PGlite, "exec">,
  { name, role, headers }: { name: string; role: string; headers: Headers },
): Promise<Response | null> {
  const asJson = JSON.stringify(Object.fromEntries(headers)).replaceAll("'", "''");
  try {
    await database.exec(`begin; set local role ${role};
      select set_config('request.headers', '${asJson}', true); select ${name}()`);
    return null;
  } catch (error) {
    return refusalOf(error);
  } finally {
    await database.exec("rollback");
  }
}

/** A SQLSTATE of PT and three digits is the answer's status; any other error is a fault of the function. */
function refusalOf(error: unknown): Response {
  const { code, message } = Object.assign({ code: "XX000", message: "" }, error);
  const status = /^PT\d{3}$/.test(code) ? Number(code.slice(2)) : 500;
  return Response.json({ code, message, details: null, hint: null }, { status });
}
