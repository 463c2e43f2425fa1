import type { Role } from "./people.ts";

/**
 * What the reader's move will be. `asks`: the present time is released and the coach has to confirm the new one.
 * `notKnown`: it is not known yet whether the coach has to.
 */
export type MoveKind = "moves" | "asks" | "notKnown";

/** A coach's own move is final; a mentee's may need the coach's confirmation. */
export function moveKindOf({
  role,
  requiresConfirmation,
}: {
  role: Role;
  requiresConfirmation: boolean | null;
}): MoveKind {
  if (role === "coach" || requiresConfirmation === false) return "moves";
  return requiresConfirmation === null ? "notKnown" : "asks";
}
