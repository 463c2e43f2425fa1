export {
  CalOAuthError,
  type CalOAuthErrorCode,
  type CalOAuthOperation,
} from "./cal-oauth-error.ts";
export { type CalTokens } from "./cal-tokens.ts";
export {
  type AuthorizeRequest,
  type CalScope,
  calScopes,
  createAuthorizeUrl,
} from "./create-authorize-url.ts";
export { exchangeCode, type ExchangeCodeInput } from "./exchange-code.ts";
export { type CalOAuthAnswers, type CalOAuthClient } from "./oauth-client.ts";
export { refreshToken, type RefreshTokenInput } from "./refresh-token.ts";
