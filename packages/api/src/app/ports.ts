import type { CalClient, CalClientOptions } from "@reslot/cal";
import type { CalOAuthClient } from "@reslot/cal/oauth";
import type { SteadyClock } from "@reslot/cal/time";
import type { Db } from "@reslot/db";
import type { CalCredential, CalUse } from "../core/cal-use.ts";
import type { Identity } from "../core/identity.ts";
import type { CredentialBudgets } from "../infra/cal-budget/credential-budgets.ts";
import type { Logger } from "../infra/log.ts";
import type { Mailer } from "../infra/resend-mailer.ts";
import type { Telemetry } from "../infra/telemetry/telemetry.ts";

/** What is outside this process, and what differs from run to run. */
export interface Ports {
  clock: SteadyClock;
  newUlid(): string;
  /** The server's own client: for API keys, and for everything after Cal.com was asked. */
  db: Db;
  /** A person's own client: row-level security applies. */
  dbFor(accessToken: () => Promise<string | null>): Db;
  /**
   * A client of one credential for one use, within the budget that all processes share for it. Only a
   * view's and a sync's reads queue behind other people's.
   */
  cal(
    credential: CalCredential,
    options: CalUse & Pick<CalClientOptions, "onTokenRefused">,
  ): CalClient;
  /** What the clients of `cal` keep to. */
  credentialBudgets: Pick<CredentialBudgets, "prepare" | "takeIn">;
  /** Reslot's own credentials at Cal.com; null where people can only use API keys. */
  calOAuth: CalOAuthClient | null;
  mailer: Mailer;
  identity: Identity;
  log: Logger;
  telemetry: Telemetry;
}
