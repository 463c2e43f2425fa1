import { describeTwoWorkers } from "./jobs/two-workers.ts";

describeTwoWorkers("of table claims", {});
