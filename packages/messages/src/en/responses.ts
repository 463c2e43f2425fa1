/** Why a route that only machines call refuses a request. */
export const responses = {
  secret: "The secret is missing or wrong.",
  signature: "The signature is missing or wrong.",
  tooLarge: "The body is too large.",
  later: "Try again later.",
} as const;
