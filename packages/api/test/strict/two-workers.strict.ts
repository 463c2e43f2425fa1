import { describeTwoWorkers } from "../jobs/two-workers.ts";

describeTwoWorkers("of table claims", {});
describeTwoWorkers("pg-boss", {
  DATABASE_URL: `${process.env["STRICT_POSTGRES_URL"]}postgres`,
});
