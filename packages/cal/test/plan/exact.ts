import {
  intAt,
  isBetter,
  type Problem,
  type Solution,
} from "../../src/availability/plan/problem.ts";

/**
 * The truth, for tests: every meeting's candidates and "not placed", depth first, cut only where even the
 * best candidate of everybody who is left would not help. Shares no code with the solver.
 *
 * @returns null when it would take more than `mostNodes`
 */
export function solveExactly(p: Problem, mostNodes = 20_000_000): Solution | null {
  const order = Array.from({ length: p.size }, (_, m) => m).toSorted(
    (a, b) =>
      intAt(p.first, a + 1) - intAt(p.first, a) - (intAt(p.first, b + 1) - intAt(p.first, b)) ||
      a - b,
  );
  const busy = new Uint8Array(p.cells);
  const used = new Int32Array(p.capSize.length);
  const choice = new Int32Array(p.size).fill(-1);
  let best: Solution = { choice: choice.slice(), placed: [0, 0], value: 0 };
  const rest = restOf(p, order);
  const restAt = (i: number) => rest[i] ?? nothing;
  let nodes = 0;

  const canBeat = (i: number, placed: readonly [number, number], value: number) =>
    isBetter(
      {
        placed: [placed[0] + restAt(i).placed[0], placed[1] + restAt(i).placed[1]],
        value: value + restAt(i).value,
      },
      best,
    );
  const fits = (c: number) => {
    for (const cap of [intAt(p.capA, c), intAt(p.capB, c)]) {
      if (cap >= 0 && intAt(used, cap) >= intAt(p.capSize, cap)) return false;
    }
    return busy.subarray(p.from[c], p.to[c]).every((taken) => taken === 0);
  };
  const toggle = (c: number, by: 1 | -1) => {
    busy.fill(by > 0 ? 1 : 0, p.from[c], p.to[c]);
    for (const cap of [intAt(p.capA, c), intAt(p.capB, c)])
      if (cap >= 0) used[cap] = intAt(used, cap) + by;
  };
  const dive = (i: number, placed: readonly [number, number], value: number): boolean => {
    nodes += 1;
    if (nodes > mostNodes) return false;
    if (i === p.size) {
      const here = { choice, placed, value };
      if (isBetter(here, best)) best = { ...here, choice: choice.slice() };
      return true;
    }
    if (!canBeat(i, placed, value)) return true;
    const m = order[i] ?? -1;
    const next: [number, number] = [...placed];
    next[p.classOf[m] === 0 ? 0 : 1] += 1;
    for (let c = intAt(p.first, m); c < intAt(p.first, m + 1); c += 1) {
      if (!fits(c)) continue;
      toggle(c, 1);
      choice[m] = c;
      const isDone = dive(i + 1, next, value + intAt(p.value, c));
      toggle(c, -1);
      choice[m] = -1;
      if (!isDone) return false;
    }
    return dive(i + 1, placed, value);
  };
  return dive(0, [0, 0], 0) ? best : null;
}

const nothing = { placed: [0, 0] as [number, number], value: 0 };

/** By position in the order: what those from it on could add at most. */
function restOf(p: Problem, order: readonly number[]) {
  const rest = [nothing];
  for (const m of order.toReversed()) {
    const { placed, value } = rest[0] ?? nothing;
    const hasPlace = intAt(p.first, m + 1) > intAt(p.first, m);
    const next: [number, number] = [...placed];
    if (hasPlace) next[p.classOf[m] === 0 ? 0 : 1] += 1;
    const best = hasPlace ? Math.max(0, intAt(p.value, intAt(p.first, m))) : 0;
    rest.unshift({ placed: next, value: value + best });
  }
  return rest;
}

/** The truth about the truth: every combination. For at most five or six meetings. */
export function solveByEnumeration(p: Problem): Solution {
  let best: Solution = { choice: new Int32Array(p.size).fill(-1), placed: [0, 0], value: 0 };
  const walk = (taken: readonly number[]) => {
    const m = taken.length;
    if (m < p.size) {
      for (let c = intAt(p.first, m); c < intAt(p.first, m + 1); c += 1) walk([...taken, c]);
      walk([...taken, -1]);
      return;
    }
    const here = { choice: Int32Array.from(taken), ...countsOf(p, taken) };
    if (isBetter(here, best) && violationOf(p, here) === null) best = here;
  };
  walk([]);
  return best;
}

function countsOf(p: Problem, taken: readonly number[]) {
  const placed: [number, number] = [0, 0];
  let value = 0;
  for (const [m, c] of taken.entries()) {
    if (c < 0) continue;
    placed[p.classOf[m] === 0 ? 0 : 1] += 1;
    value += intAt(p.value, c);
  }
  return { placed, value };
}

/** Why a solution is not allowed; null when it is. Knows nothing of any solver. */
export function violationOf(p: Problem, { choice, placed, value }: Solution): string | null {
  const taken = [...choice].map((c, m) => ({ c, m })).filter(({ c }) => c >= 0);
  for (const { c, m } of taken) {
    if (c < intAt(p.first, m) || c >= intAt(p.first, m + 1))
      return `${m} has a candidate of another meeting`;
    const clash = taken.find(
      (other) =>
        other.m < m &&
        intAt(p.from, other.c) < intAt(p.to, c) &&
        intAt(p.from, c) < intAt(p.to, other.c),
    );
    if (clash) return `${clash.m} and ${m} overlap`;
  }
  for (const [cap, size] of p.capSize.entries()) {
    const count = taken.filter(({ c }) => p.capA[c] === cap || p.capB[c] === cap).length;
    if (count > size) return `cap ${cap} has ${count} of ${size}`;
  }
  const counted = countsOf(p, [...choice]);
  if (counted.value !== value) return `${value} is really ${counted.value}`;
  return isEqual(counted.placed, placed) ? null : "wrong counts";
}

function isEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.every((count, i) => count === other[i]);
}
