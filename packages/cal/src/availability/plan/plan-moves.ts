import { helpFor, timeOf, whyStuck } from "./explain-stuck.ts";
import { type Option, prepare, type Prepared, type Shared, shareFacts } from "./options.ts";
import { type MeetingToPlan, type Plan, type PlanItem, type PlanMovesInput } from "./plan.ts";
import { compile, type Problem } from "./problem.ts";
import { solve, type Solved } from "./solve.ts";
import { Taken } from "./taken.ts";
import { Work } from "./work.ts";

const defaultWork = 20_000_000;
const timesPerOffer = 3;
/** How much less is spent on second and third times. */
const offerEffort = 1 / 8;
/** Of the units that are added up. */
const pointsPer = 100;

/**
 * Proposes a new time for every meeting at once. As many as possible are placed, certain moves before
 * offers; of all such plans the one that people like best, by the points of `suggestSlots`; what was
 * proposed last is kept unless others are clearly better. A place that leaves a rest of free time too
 * short for any of the meetings costs 4 points a rest.
 *
 * No two proposed times overlap, buffers included: Cal.com keeps both meetings' buffers between them. None
 * overlaps what is held, or a meeting that is left out; none is while the coach is away; no day has more
 * than `maxPerDay`; two meetings of one mentee are on different days of the coach. A mentee whose calendar
 * is not known is never moved: times are kept apart for them, which no other meeting gets.
 *
 * A locked meeting gets its time before all others, so that they make way for it; of two locked ones that
 * are in each other's way the one that is now later is stuck. Nothing is ever proposed at a meeting's
 * present start, or at a time at which another meeting of the plan is now, as it may stay there after all:
 * the moves can be done, and taken back, in any order.
 *
 * The same input gives the same plan, in whatever order the meetings come, and on every machine: work is
 * counted, never timed. 60 meetings in six weeks are some two million units, or some 40 ms. It is NP-hard to
 * find the best plan; up to 12 meetings are searched to the end, of more the plan says how good it is.
 *
 * @throws {RangeError} when the runtime does not know a zone.
 */
export function planMoves(input: PlanMovesInput): Plan {
  const mostWork = input.mostWork ?? defaultWork;
  const work = new Work(mostWork);
  const { shared, rows, taken } = arrange(input);
  const solved = placeOpen(shared, rows, { taken, work });
  for (let count = 1; count < timesPerOffer; count += 1) {
    offerAnother(shared, rows, { taken, work, count });
  }
  const points = rows.reduce((sum, { times }) => sum + (times[0]?.points ?? 0), 0);
  return {
    items: rows.map((row) => itemOf(shared, row, taken)),
    isMost: solved.isMost,
    isBest: solved.isMost && solved.isBest,
    atMostBelow: (solved.bound - solved.value) / pointsPer,
    preference: points / pointsPer,
    work: mostWork - work.rest,
  };
}

interface Arranged {
  readonly shared: Shared;
  readonly rows: readonly Row[];
  readonly taken: Taken;
}

/** What each meeting can get, once those that are left out or locked have their time. */
export function arrange(input: PlanMovesInput): Arranged {
  const shared = shareFacts(input);
  const rows = input.meetings
    .toSorted((a, b) => a.current.start - b.current.start || (a.ulid < b.ulid ? -1 : 1))
    .map((meeting) => rowOf(shared, meeting));
  const taken = new Taken(shared);
  for (const { state, meeting } of rows) if (state === "leftOut") taken.keep(shared, meeting);
  for (const row of rows) if (row.state === "locked") placeLocked(shared, row, taken);
  return { shared, rows, taken };
}

/** One place for each meeting that is still open. */
export function compileOpen(rows: readonly Row[], taken: Taken): Compiled {
  const lists = rows.map(({ state, options }) =>
    state === "open" ? options.filter((option) => taken.isFree(option)) : [],
  );
  const meetings = rows.map(({ kind }, m) => ({ kind, candidates: lists[m] ?? [] }));
  return { lists, problem: compile(meetings, (day) => taken.roomOn(day)) };
}

interface Compiled {
  readonly lists: readonly (readonly Option[])[];
  readonly problem: Problem;
}

/** A meeting with what it gets; several times only for an offer. */
interface Row extends Prepared {
  readonly state: "open" | "locked" | "leftOut";
  readonly times: Option[];
}

function rowOf(shared: Shared, meeting: MeetingToPlan): Row {
  const { leftOut, locked } = shared.input;
  const isLocked = locked?.has(meeting.ulid) ?? false;
  const state = leftOut?.has(meeting.ulid) ? "leftOut" : isLocked ? "locked" : "open";
  return { ...prepare(shared, meeting), state, times: [] };
}

function placeLocked({ input }: Shared, { meeting, options, times }: Row, taken: Taken): void {
  const start = input.locked?.get(meeting.ulid);
  const option = options.find(({ at }) => at === start);
  if (!option || !taken.isFree(option)) return;
  times.push(option);
  taken.take(null, option);
}

interface Placing {
  readonly taken: Taken;
  readonly work: Work;
}

/** One time for each meeting that is not locked, as far as there are times. */
function placeOpen({ input }: Shared, rows: readonly Row[], { taken, work }: Placing): Solved {
  const { lists, problem } = compileOpen(rows, taken);
  const seed = Int32Array.from(rows, ({ meeting }, m) => {
    const last = input.previous?.get(meeting.ulid)?.[0];
    const at = lists[m]?.findIndex((option) => option.at === last) ?? -1;
    return at < 0 ? -1 : (problem.first[m] ?? 0) + at;
  });
  const solved = solve(problem, { work, effort: input.effort ?? 1, seed });
  takeChosen(rows, { lists, problem, solved, taken });
  return solved;
}

/** A second or third time for those who can only be asked, of what no other meeting got, each on another day. */
function offerAnother(
  { input }: Shared,
  rows: readonly Row[],
  { taken, work, count }: Placing & { readonly count: number },
): void {
  const lists = rows.map(({ kind, state, options, times }) => {
    if (kind === 0 || state !== "open" || times.length < count) return [];
    const days = new Set(times.map(({ day }) => day));
    return options.filter((option) => !days.has(option.day) && taken.isFree(option));
  });
  const meetings = lists.map((candidates) => ({ kind: 1 as const, candidates }));
  const problem = compile(meetings, (day) => taken.roomOn(day));
  const solved = solve(problem, { work, effort: (input.effort ?? 1) * offerEffort });
  takeChosen(rows, { lists, problem, solved, taken });
}

interface Chosen extends Compiled {
  readonly solved: Solved;
  readonly taken: Taken;
}

function takeChosen(rows: readonly Row[], { lists, problem, solved, taken }: Chosen): void {
  for (const [m, { times, meeting }] of rows.entries()) {
    const c = solved.choice[m] ?? -1;
    const option = c < 0 ? undefined : lists[m]?.[c - (problem.first[m] ?? 0)];
    if (!option) continue;
    times.push(option);
    taken.take(meeting.ulid, option);
  }
}

function itemOf(shared: Shared, row: Row, taken: Taken): PlanItem {
  const { ulid } = row.meeting;
  const isLocked = row.state === "locked";
  const [first] = row.times;
  if (row.state === "leftOut") return { kind: "stays", ulid };
  if (!first) {
    const help = helpFor(shared, { ...row, isLocked }, taken);
    return { kind: "stuck", ulid, why: whyStuck(row, isLocked), help };
  }
  if (row.kind === 1) return { kind: "offer", ulid, isLocked, times: row.times.map(timeOf) };
  const isUnchanged = shared.input.previous?.get(ulid)?.includes(first.at) ?? false;
  return { kind: "move", ulid, isLocked, isUnchanged, ...timeOf(first) };
}
