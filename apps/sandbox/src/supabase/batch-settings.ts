import type { PGlite, QueryOptions } from "@electric-sql/pglite";

const SETTING = /^select set_config\('([\w.]+)', (?:\$1|''), true\)$/i;
const ROLE = /^set local role "\w+"$/i;

const nothing = { rows: [], fields: [], affectedRows: 0 };

/**
 * Runs the statements with which lite opens every request together: a transaction, its role and a
 * setting for each of PostgREST's, up to eleven round trips through the engine, which cost more
 * than most requests. They wait for the first other statement and precede it as one script.
 */
export function batchSettings(driver: Pick<PGlite, "query" | "exec">): void {
  const query = driver.query.bind(driver);
  let script: string[] = [];

  async function batched(sql: string, parameters: unknown[] = [], options?: QueryOptions) {
    const text = sql.trim();
    if (/^begin$/i.test(text)) {
      script = [text];
      return nothing;
    }
    const statement = script.length > 0 ? openingStatement(text, parameters) : null;
    if (statement !== null) {
      script.push(statement);
      return nothing;
    }
    const opening = script.join("; ");
    script = [];
    if (opening !== "") await driver.exec(opening);
    return query(sql, parameters, options);
  }
  Reflect.set(driver, "query", batched);
}

/** The statement with its parameter in place, when it is one of those that open a request. */
function openingStatement(text: string, [value = ""]: readonly unknown[]): string | null {
  if (ROLE.test(text)) return text;
  const name = SETTING.exec(text)?.[1];
  if (name === undefined || typeof value !== "string") return null;
  return `select set_config('${name}', '${value.replaceAll("'", "''")}', true)`;
}
