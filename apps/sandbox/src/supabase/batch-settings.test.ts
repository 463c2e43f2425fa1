import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { batchSettings } from "./batch-settings.ts";
import { loadTemplate } from "./pglite-template.ts";

let database: PGlite;
const scripts: string[] = [];

beforeAll(async () => {
  database = new PGlite({ loadDataDir: await loadTemplate() });
  await database.exec("create role reader; create table notes (text text)");
  const exec = database.exec.bind(database);
  database.exec = (script, options) => {
    scripts.push(script);
    return exec(script, options);
  };
  batchSettings(database);
});
afterAll(() => database.close());

it("the opening of a request runs as one script before its first statement, with any text in its settings", async () => {
  const claims = `{"name":"O'Brien; drop table notes; --"}`;
  await database.query("BEGIN");
  await database.query("SELECT set_config('request.jwt.claims', $1, true)", [claims]);
  await database.query("SELECT set_config('response.status', '', true)");
  await database.query('SET LOCAL ROLE "reader"');
  expect(scripts).toEqual([]);

  const { rows } = await database.query(
    "select current_user as role, current_setting('request.jwt.claims') as claims, $1 as given",
    ["yes"],
  );

  expect(rows).toEqual([{ role: "reader", claims, given: "yes" }]);
  expect(scripts).toHaveLength(1);
  await database.query("COMMIT");
});

it("settings and role end with the transaction, and other statements are left as they are", async () => {
  const { rows } = await database.query(
    "select current_user as role, set_config('app.x', $1, true)",
    ["1"],
  );

  expect(rows).toEqual([{ role: "postgres", set_config: "1" }]);
  await database.query("BEGIN");
  await database.query("insert into notes values ($1)", ["kept out"]);
  await database.query("ROLLBACK");
  expect((await database.query("select * from notes")).rows).toEqual([]);
});
