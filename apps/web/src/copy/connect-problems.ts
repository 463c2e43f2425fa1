import type { ConnectProblem } from "@/server/cal-oauth.ts";

/** Why somebody came back from Cal.com without a connection, and what to do next. */
export const connectProblems: Readonly<Record<ConnectProblem, { title: string; body: string }>> = {
  denied: {
    title: "You declined at Cal.com",
    body: "Nothing was connected. You can start again whenever you like.",
  },
  expired: {
    title: "The way back from Cal.com has expired",
    body: "It works once, and for a few minutes. Nothing was connected: start again.",
  },
  mismatch: {
    title: "This was not started in this browser",
    body: "Nothing was connected. Start again here, with this account.",
  },
  taken: {
    title: "Somebody else has connected this Cal.com account",
    body: "Nothing was connected. Sign in at Cal.com with your own account, or ask them to disconnect it first.",
  },
  missingScopes: {
    title: "Cal.com allowed less than is needed",
    body: "Nothing was connected. Start again and allow everything on Cal.com’s list.",
  },
  unavailable: {
    title: "Cal.com did not answer as expected",
    body: "Nothing was connected. Start again in a minute, or use an API key.",
  },
  notConfigured: {
    title: "Sign-in at Cal.com is not set up here",
    body: "Nothing was connected. Use an API key instead.",
  },
  signedOut: {
    title: "You were signed out meanwhile",
    body: "Nothing was connected. You are signed in again: start again.",
  },
};

export function isConnectProblem(value: string): value is ConnectProblem {
  return Object.hasOwn(connectProblems, value);
}
