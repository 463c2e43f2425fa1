/** What has happened in a run, by kind: a run that nothing happens in proves nothing. */
export interface Events {
  note(kind: string): void;
  readonly kinds: ReadonlySet<string>;
}

export function createEvents(): Events {
  const kinds = new Set<string>();
  return { note: (kind) => kinds.add(kind), kinds };
}

/** Every kind that has to happen, in at least one run of twenty. */
export const expectedKinds: readonly string[] = [
  "program killed",
  "database fails before a query",
  "database fails after a query",
  "clock ahead",
  "clock behind",
  "clock jumps",
  "write lost",
  "write neverArrived",
  "write errorBefore",
  "write errorAfter",
  "write gateway",
  "write throttled",
  "write heldBack",
  "late effect",
  "read refused",
  "read throttled",
  "read odd",
  "read hanging",
  "webhook lost",
  "webhook twice",
  "webhook late",
  "webhook out of order",
  "mail refused for now",
  "mail limited",
  "mail answer lost",
  "mail hangs",
  "moved in Cal.com",
  "chain moved in Cal.com",
  "long chain in Cal.com",
  "changed in place",
  "cancelled in Cal.com",
  "deleted in Cal.com",
  "booked in Cal.com",
  "answered in Cal.com",
  "confirmed here",
  "declined here",
  "recurring series",
  "without consent",
  "consent stopped",
  "consent given",
  "token of the coach refused",
  "token of the mentee refused",
  "too late to send",
  "request repeated",
  "someone else asks",
  "two meetings to one time",
];
