export { CalOAuthError } from "./cal-oauth-error.ts";
export { type CalTokens } from "./cal-tokens.ts";
export { createAuthorizeUrl, movingScopes } from "./create-authorize-url.ts";
export { exchangeCode } from "./exchange-code.ts";
export { type CalOAuthAnswers, type CalOAuthClient } from "./oauth-client.ts";
export { refreshToken } from "./refresh-token.ts";
