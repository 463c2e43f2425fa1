import { expect, it } from "vitest";
import { sql } from "./fixtures.ts";

it("the tests run on the database they were meant for", async () => {
  const [row] = await sql<{ version: string }>("select version()");

  expect(row?.version).toContain(process.env["TEST_POSTGRES_VERSION"] ?? "emcc");
});
