import { minuteMs } from "@reslot/cal/time";
import type { ProxiedCall } from "../traffic/cal-proxy.ts";

/** What Cal.com allows an API key in a minute. */
const perKey = 120;

/** How near the product came to Cal.com's limits. */
export interface CredentialUse {
  /** The most calls with one key in one of Cal.com's minutes, as a share of what it allows. */
  readonly busiestShare: number;
  /** The most calls without a credential in a minute. */
  readonly anonymous: number;
  /** Calls that Cal.com refused for its limits. */
  readonly refused: number;
  readonly calls: number;
}

/** Counts as Cal.com does: a credential's minute begins with its first call after the previous one. */
export function countCredentials(calls: readonly ProxiedCall[]): CredentialUse {
  const windows = new Map<string | null, { endsAt: number; hits: number }>();
  const most = new Map<string | null, number>();
  for (const { token, from } of calls.toSorted((left, right) => left.from - right.from)) {
    let window = windows.get(token);
    if (!window || from >= window.endsAt) {
      window = { endsAt: from + minuteMs, hits: 0 };
      windows.set(token, window);
    }
    window.hits += 1;
    most.set(token, Math.max(most.get(token) ?? 0, window.hits));
  }
  const keys = [...most].flatMap(([token, hits]) => (token === null ? [] : [hits]));
  return {
    busiestShare: Math.max(0, ...keys) / perKey,
    anonymous: most.get(null) ?? 0,
    refused: calls.filter(({ status }) => status === 429).length,
    calls: calls.length,
  };
}
