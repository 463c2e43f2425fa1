import { IntervalTree } from "@flatten-js/interval-tree";
import { type ParsedWork } from "./ours.ts";

/** Mutual starts with one tree of busy times and one of hours, built and asked. */
export function intervalTreeStarts({ slots, durationMs, hours, busy }: ParsedWork): number[] {
  const taken = new IntervalTree<number>();
  for (const { start, end } of busy) taken.insert([start, end - 1]);
  const open = new IntervalTree<readonly [number, number]>();
  for (const { start, end } of hours) open.insert([start, end], [start, end]);
  return slots.filter((start) => {
    const end = start + durationMs;
    if (taken.intersect_any([start, end - 1])) return false;
    const around: unknown[] = open.search([start, end]);
    return around.some((each) => covers(each, start, end));
  });
}

function covers(found: unknown, start: number, end: number): boolean {
  if (!Array.isArray(found)) return false;
  const [from, to]: unknown[] = found;
  return typeof from === "number" && typeof to === "number" && from <= start && end <= to;
}
