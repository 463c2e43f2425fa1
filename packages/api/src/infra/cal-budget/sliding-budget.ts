import { secondMs } from "@reslot/cal/time";
import type { BudgetAsk, BudgetGrant } from "@reslot/db";

/** How long the requests of a grant may be sent; after that they are returned. */
export const grantLifeMs = 8_000;
/** The limit of a credential that no answer has named yet: an API key's, the smallest. */
const defaultLimit = 120;

const sliceMs = 2 * secondMs;
const slices = 35;
const blindWaitMs = 60_000;

/** One budget, as a row of `CalBudgets` has it. Instants in epoch ms. */
export interface BudgetState {
  readonly limit: number;
  /** Which slice of two seconds `granted` begins with. */
  readonly slice: number;
  /** Per slice, the newest first. */
  readonly granted: readonly number[];
  readonly othersUsed: number;
  readonly othersUntil: number;
  readonly blockedUntil: number;
}

export const newBudget: BudgetState = {
  limit: defaultLimit,
  slice: 0,
  granted: Array<number>(slices).fill(0),
  othersUsed: 0,
  othersUntil: 0,
  blockedUntil: 0,
};

/**
 * Grants requests of one budget: the same arithmetic as `cal_budget_lease` in the database, for when
 * that does not answer. What is granted within 35 slices, 68 seconds or more, stays within
 * `permille / 1000` of the limit; a grant lives for 8 s, so no minute of sending exceeds it.
 */
export function leaseFrom(
  state: BudgetState,
  ask: BudgetAsk,
  now: number,
): { state: BudgetState; grant: BudgetGrant } {
  const known = learn(inSlice(state, now), ask, now);
  const { limit, slice, othersUsed } = known;
  const used = sumOf(known.granted);
  const blockedMs = Math.max(0, known.blockedUntil - now);
  const ceiling = Math.floor((limit * ask.permille) / 1000);
  const room = blockedMs > 0 ? 0 : ceiling - used - othersUsed;
  const granted = Math.max(0, Math.min(ask.want, room));
  const isRefused = granted === 0 && ask.want > 0;
  const waitMs = blockedMs > 0 ? blockedMs : waitFor(known, { ceiling, now });
  return {
    state: { ...known, granted: known.granted.with(0, (known.granted[0] ?? 0) + granted) },
    grant: {
      key: ask.key,
      permille: ask.permille,
      granted,
      slice,
      limit,
      retryAfterMs: isRefused ? waitMs : 0,
      blockedMs,
    },
  };
}

function inSlice(state: BudgetState, now: number): BudgetState {
  const slice = Math.max(Math.floor(now / sliceMs), state.slice);
  const passed = Math.min(slice - state.slice, slices);
  const empty = Array<number>(passed).fill(0);
  return { ...state, slice, granted: [...empty, ...state.granted.slice(0, slices - passed)] };
}

function learn(state: BudgetState, ask: BudgetAsk, now: number): BudgetState {
  const granted = [...state.granted];
  for (const { slice, count } of ask.returned ?? []) {
    const index = state.slice - slice;
    const before = granted[index];
    if (before !== undefined) granted[index] = Math.max(0, before - count);
  }
  const seen = ask.observed && {
    othersUsed: Math.max(0, ask.observed.used - sumOf(granted)),
    othersUntil: now + ask.observed.leftMs,
  };
  const { othersUsed, othersUntil } = { ...state, ...seen };
  const blockedUntil = ask.blockedMs === undefined ? 0 : now + ask.blockedMs;
  return {
    limit: ask.limit ?? state.limit,
    slice: state.slice,
    granted,
    othersUsed: othersUntil <= now ? 0 : othersUsed,
    othersUntil,
    blockedUntil: Math.max(state.blockedUntil, blockedUntil),
  };
}

/** When enough slices, or what others used, no longer count. */
function waitFor(
  { slice, granted, othersUsed, othersUntil }: BudgetState,
  { ceiling, now }: { ceiling: number; now: number },
): number {
  if (ceiling <= 0) return blindWaitMs;
  let left = sumOf(granted);
  for (let index = slices - 1; index >= 0; index -= 1) {
    const ends = (slice - index + slices) * sliceMs;
    if (othersUsed > 0 && othersUntil <= ends && left < ceiling) break;
    left -= granted[index] ?? 0;
    const others = ends < othersUntil ? othersUsed : 0;
    if (left + others < ceiling) return Math.max(1, ends - now);
  }
  return Math.max(1, othersUntil - now);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0);
}
