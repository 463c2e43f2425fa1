export { guardEnv } from "./env-guards.ts";
export { serverEnv, sharedEnv, webEnv, workerEnv } from "./env-shapes.ts";
export { loadDotEnv } from "./load-dot-env.ts";
export { readEnv } from "./read-env.ts";
export { settingsFromEnv } from "./settings-from-env.ts";
export { settingsOf } from "./settings-of.ts";
