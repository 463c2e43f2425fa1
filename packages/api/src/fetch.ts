export type { SessionCheck, VerifiedCaller } from "./app/caller.ts";
export { withSessionCheck } from "./app/caller.ts";
export { addressOf } from "./http/address-of.ts";
export {
  type Connection,
  createFetchHandler,
  type FetchHandler,
  type FetchHandlerOptions,
} from "./http/create-fetch-handler.ts";
export { answerRateLimited, withAddressLimit } from "./http/rate-limited.ts";
export { readLimited } from "./http/read-limited.ts";
export { errorResponse } from "./http/refusal.ts";
