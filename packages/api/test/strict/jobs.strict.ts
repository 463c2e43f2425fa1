import { afterAll, beforeAll } from "vitest";
import { describeEngine } from "../jobs/contract.ts";
import { tableEngine } from "../jobs/table-engine.ts";
import { createPgBossEngine } from "./pg-boss-engine.ts";

const pgBoss = createPgBossEngine(`${process.env["STRICT_POSTGRES_URL"]}postgres`);
beforeAll(() => pgBoss.start());
afterAll(() => pgBoss.stop());

describeEngine("of table claims", tableEngine);
describeEngine("pg-boss", pgBoss.engine);
