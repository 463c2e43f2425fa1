import { describeTwoWorkers } from "./two-workers.ts";

describeTwoWorkers("of table claims", {});
