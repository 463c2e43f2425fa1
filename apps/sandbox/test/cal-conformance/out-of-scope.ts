/** Recordings that are not replayed one by one, each group with its reason. */
const reasons: readonly (readonly [name: RegExp, reason: string])[] = [
  [/^10-(?!reschedule)/, "slot reservations are not stood in for: the product places no holds"],
  [
    /^11-oauth2-(?:me-with|old-access|reschedule-with-third)/,
    "needs an OAuth client's token; OAuth is not stood in for yet",
  ],
  [
    /^11-oauth2-(?!me-expired|reschedule-with-expired|slots-with-expired|token-endpoint)/,
    "OAuth is not stood in for yet",
  ],
  [/^19-postgres-down-oauth/, "OAuth is not stood in for yet"],
  [
    /^12-schedules-list-third-party/,
    "needs an OAuth client's token; OAuth is not stood in for yet",
  ],
  [
    /^12-(?:ics-feed-save|selected-calendar)/,
    "calendars are connected by a control, not through the API",
  ],
  [/^15-/, "managed users of the deprecated Platform API are not used by the product"],
  [/^16-slots-collective/, "team event types are not imported by the product"],
];

/** Why a recording is left out, or null when it is replayed. */
export function outOfScope(name: string): string | null {
  return reasons.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
