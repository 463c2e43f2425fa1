import { runStandIn } from "../http/run-stand-in.ts";
import { readEnv } from "./env.ts";
import { startServer } from "./server.ts";

await runStandIn("Clerk", () => startServer(readEnv()));
