import type { PGlite, QueryOptions } from "@electric-sql/pglite";
import { type PGliteProtocol, runStatement } from "./run-statement.ts";

const SETTING = /^select set_config\('([\w.]+)', (?:\$1|''), true\)$/i;
const ROLE = /^set local role "\w+"$/i;
const END = /^(?:commit|rollback)$/i;

const nothing = { rows: [], fields: [], affectedRows: 0 };

/**
 * Runs the statements with which lite opens every request together: a transaction, its role and a
 * setting for each of PostgREST's, up to eleven round trips through the engine, which cost more
 * than most requests. They wait for the first other statement and precede it as one script.
 */
export function batchSettings(driver: Pick<PGlite, "query" | "exec"> & PGliteProtocol): void {
  const query = driver.query.bind(driver);
  let script: string[] = [];
  let settings: string[] = [];

  async function batched(sql: string, parameters: unknown[] = [], options?: QueryOptions) {
    const text = sql.trim();
    if (/^begin$/i.test(text)) {
      script = [text];
      settings = [];
      return nothing;
    }
    if (script.length > 0) {
      if (ROLE.test(text)) {
        script.push(text);
        return nothing;
      }
      const setting = settingOf(text, parameters);
      if (setting !== null) {
        settings.push(setting);
        return nothing;
      }
    }
    const opening = [...script, ...(settings.length > 0 ? [`select ${settings.join(", ")}`] : [])];
    script = [];
    settings = [];
    if (opening.length > 0) await driver.exec(opening.join("; "));
    if (options) return query(sql, parameters, options);
    if (END.test(text)) return (await driver.exec(text))[0] ?? nothing;
    return runStatement(driver, sql, parameters);
  }
  Reflect.set(driver, "query", batched);
}

/** The call with its parameter in place, when the statement is one of those that open a request. */
function settingOf(text: string, [value = ""]: readonly unknown[]): string | null {
  const name = SETTING.exec(text)?.[1];
  if (name === undefined || typeof value !== "string") return null;
  return `set_config('${name}', '${value.replaceAll("'", "''")}', true)`;
}
