import { createHash } from "node:crypto";
import type { LeaseToRead } from "@reslot/db";
import type { CalCredential, CalPurpose, CalUse } from "../../core/cal-use.ts";

/** One of the budgets that a call takes from: it is sent when each of them has a request left. */
export interface BudgetShare {
  key: string;
  /** Of the limit, in thousandths, that may be in use after the call. */
  permille: number;
  /** Requests that are leased at once, at least. */
  batch: number;
  /** Whether it is a part of the credential's own limit, or has a limit of its own. Left out: it is that limit. */
  limit?: "credential" | number;
}

type Shares = Readonly<Record<CalPurpose, number>>;

/** 92 % of the limit at most; what is less important stops earlier, so that the rest is kept. */
const accountShares: Shares = {
  move: 920,
  recovery: 840,
  webhook: 800,
  view: 740,
  refresh: 600,
  sync: 500,
};
/** All other people together, on one person's account. */
const guestsShares = { move: accountShares.move, view: 640, refresh: 440 };
/** One other person: a third of 92 %, of which a part is kept for their moves. */
const guestShares = { move: 306, view: 250, refresh: 180 };
/** Without a token each purpose has a part of its own. */
const anonymousShares: Shares = {
  move: 400,
  recovery: 200,
  webhook: 100,
  view: 100,
  refresh: 50,
  sync: 50,
};
/** One person, without a token. */
const anonymousGuest = 130;

/** About what one page or one move asks of an account. */
const batches: Shares = { move: 10, recovery: 4, webhook: 4, view: 8, refresh: 4, sync: 2 };

/** What is leased of both people's accounts with the first read of a booking: the same shares as `sharesOf` has. */
export function leaseFor(purpose: "view" | "move"): LeaseToRead {
  return {
    own: accountShares[purpose],
    guests: guestsShares[purpose],
    guest: guestShares[purpose],
    batch: batches[purpose],
  };
}

/** Whose account it is; the token is not needed to know the budget. */
export type BudgetOwner = CalCredential | { of: "account"; userUlid: string } | OAuthApp;

/** Reslot itself, when it asks for tokens: Cal.com counts those by client. */
interface OAuthApp {
  of: "oauthApp";
  clientId: string;
}

/** The budgets that a call of `use` takes from, the credential's own first. */
export function sharesOf(owner: BudgetOwner, use: CalUse): [BudgetShare, ...BudgetShare[]] {
  switch (owner.of) {
    case "account":
      return accountSharesOf(owner.userUlid, use);
    case "newToken":
      return [{ key: hashOf(`token ${owner.token.reveal()}`), permille: 740, batch: 1 }];
    case "oauthApp":
      return [{ key: hashOf(`client ${owner.clientId}`), permille: 920, batch: 4 }];
    case "anonymous":
      return anonymousSharesOf(owner, use);
  }
}

function accountSharesOf(userUlid: string, use: CalUse): [BudgetShare, ...BudgetShare[]] {
  const { purpose } = use;
  const batch = batches[purpose];
  const key = hashOf(`account ${userUlid}`);
  if (!("by" in use) || use.by === userUlid) {
    return [{ key, permille: accountShares[purpose], batch }];
  }
  const guest = hashOf(`account ${userUlid} by ${use.by}`);
  return [
    { key, permille: guestsShares[use.purpose], batch },
    { key: guest, permille: guestShares[use.purpose], batch, limit: "credential" },
  ];
}

function anonymousSharesOf(
  { eventTypeId }: Extract<CalCredential, { of: "anonymous" }>,
  use: CalUse,
): [BudgetShare, ...BudgetShare[]] {
  const { purpose } = use;
  const part = { batch: 1, limit: "credential" } as const;
  const guest = "by" in use ? hashOf(`anonymous by ${use.by}`) : null;
  const isRare = purpose === "view" && eventTypeId !== undefined;
  return [
    { key: "anonymous", permille: 920, batch: 1 },
    { ...part, key: `anonymous ${purpose}`, permille: anonymousShares[purpose] },
    ...(guest ? [{ ...part, key: guest, permille: anonymousGuest }] : []),
    ...(isRare
      ? [{ key: hashOf(`event type ${eventTypeId}`), permille: 1_000, batch: 1, limit: 1 }]
      : []),
  ];
}

/** The table of budgets need not know people, and must not know tokens. */
function hashOf(name: string): string {
  return createHash("sha256").update(name).digest("base64url");
}
