export { createApiKeyVerifier } from "./clerk/api-key-verifier.ts";
export {
  type ClerkCallers,
  type ClerkCallersOptions,
  createClerkCallers,
} from "./clerk/create-clerk-callers.ts";
export { frontendApiOf } from "./clerk/frontend-api-of.ts";
export { type ClerkInstance, isOwnSession } from "./clerk/is-own-session.ts";
export { isApiKey, readMachineToken } from "./clerk/machine-token.ts";
