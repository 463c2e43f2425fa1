import type { Mailer, MailMessage, MailOutcome } from "../../../src/infra/resend-mailer.ts";
import type { Events } from "../events.ts";
import type { Profile } from "../profiles.ts";
import { pick, type Random } from "../random.ts";
import type { Scheduler } from "../scheduler.ts";

/** A mail provider that drops a repeated batch by its key, and what it has delivered. */
export interface MailDouble {
  readonly mailer: Mailer;
  /** In the order of delivery. */
  readonly delivered: MailMessage[];
  /** Keys under which another batch arrived: the provider would take it for sent. */
  readonly changedBatches: string[];
  calmDown(): void;
}

interface MailWorld {
  readonly random: Random;
  readonly profile: Profile;
  readonly scheduler: Scheduler;
  readonly events: Events;
  pass(ms: number): Promise<void>;
}

/** What the real mailer gives a request. */
const timeoutMs = 20_000;
const faults = ["refused for now", "limited", "answer lost", "hangs"] as const;

export function createMailDouble(world: MailWorld): MailDouble {
  const { random, profile, scheduler, events } = world;
  const delivered: MailMessage[] = [];
  const changedBatches: string[] = [];
  const taken = new Map<string, string>();
  let isCalm = false;

  const deliver = (messages: readonly MailMessage[], key: string) => {
    const batch = JSON.stringify(messages.map(({ idempotencyKey, to }) => [idempotencyKey, to]));
    const before = taken.get(key);
    if (before === undefined) delivered.push(...messages);
    else if (before !== batch) changedBatches.push(key);
    taken.set(key, batch);
  };
  const send = async (messages: readonly MailMessage[], key: string): Promise<MailOutcome> => {
    const fault = !isCalm && random() < profile.mailFault ? pick(random, faults) : null;
    if (fault) events.note(`mail ${fault}`);
    const reason = "simulated";
    if (fault === "refused for now") return { kind: "unknown", reason };
    if (fault === "limited") return { kind: "limited", reason, retryAfterMs: 2_000 };
    if (fault === "hangs") {
      await world.pass(timeoutMs);
      return { kind: "unknown", reason };
    }
    deliver(messages, key);
    return fault === "answer lost" ? { kind: "unknown", reason } : { kind: "taken" };
  };
  return {
    mailer: {
      sendBatch: (messages, key) =>
        scheduler.ask("sends mail", async () => {
          const outcome = await send(messages, key);
          return messages.map(() => outcome);
        }),
    },
    delivered,
    changedBatches,
    calmDown() {
      isCalm = true;
    },
  };
}
