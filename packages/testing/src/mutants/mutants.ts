import { atCal } from "./at-cal.ts";
import { inAttempts } from "./in-attempts.ts";
import { inProtocol } from "./in-protocol.ts";
import { inRecovery } from "./in-recovery.ts";
import { inTables } from "./in-tables.ts";
import { inTrust } from "./in-trust.ts";
import type { Mutant } from "./mutant.ts";

/** Every hand-written mutant. Each rule of ARCHITECTURE.md has one; a new rule comes with another. */
export const mutants: readonly Mutant[] = [
  ...inAttempts,
  ...inTables,
  ...inProtocol,
  ...inRecovery,
  ...atCal,
  ...inTrust,
];
