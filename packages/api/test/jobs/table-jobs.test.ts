import { expect, it } from "vitest";
import { describeEngine } from "./contract.ts";
import { tableEngine } from "./table-engine.ts";
import { sql } from "../support/services.ts";

describeEngine("of table claims", tableEngine);

it("table jobs mark a job dead that no worker survives", async () => {
  const jobs = await tableEngine.open();
  let runs = 0;
  jobs.handle({ kind: "deadly", class: "upkeep" }, async () => void (runs += 1));
  await jobs.enqueue({ kind: "deadly" });
  await sql(`update "Jobs" set "tries" = 5 where "kind" = 'deadly'`);

  expect(await jobs.tick()).toBe(0);

  expect(runs).toBe(0);
  expect(await tableEngine.burial("deadly")).toContain("No worker");
});
