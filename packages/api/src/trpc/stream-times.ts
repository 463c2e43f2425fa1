/** When streams end and say that they are there, in milliseconds: theirs and tRPC's own. */
export const streamTimes = {
  /** So that its subscriber is authorized again. */
  endsAfterMs: 600_000,
  pingEveryMs: 15_000,
  reconnectAfterInactivityMs: 40_000,
} as const;
