import { runStandIn } from "../http/run-stand-in.ts";
import { readEnv } from "./env.ts";
import { startServer } from "./server.ts";

await runStandIn("Cal.com", () => startServer(readEnv()));
