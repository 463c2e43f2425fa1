import { minuteMs, offsetAt } from "@reslot/cal/time";
import type { MetEventType } from "@reslot/db";

/** How finely a coach may learn a mentee's time: see `Fineness`. In minutes. */
export interface ConsentGrid {
  lengths: number[];
  gridMinutes: number;
  gridPhase: number;
}

interface CoachClock {
  /** Cal.com places starts on this clock; null: on that of UTC. */
  timeZone: string | null;
  now: number;
}

/** The minutes past the hour at which Cal.com lets the first start of a free stretch lie. */
const roundings = [60, 30, 20, 15, 10, 5];

/**
 * The lengths of the pair's meetings, and the widest grid that holds every start that Cal.com offers for
 * their event types. Where a step is no multiple of five minutes, starts may lie at any minute.
 */
export function consentGridOf(met: readonly MetEventType[], clock: CoachClock): ConsentGrid {
  const grids = met.map((each) => gridOf(each, clock));
  const lengths = met.flatMap(({ minutes, eventType }) =>
    eventType ? [minutes, eventType.lengthInMinutes] : [minutes],
  );
  const [first = { minutes: 1, phase: 0 }, ...others] = grids;
  const gridMinutes = others.reduce(
    (minutes, other) =>
      divisor(divisor(minutes, other.minutes), Math.abs(other.phase - first.phase)),
    first.minutes,
  );
  return {
    lengths: [...new Set(lengths)].toSorted((one, other) => one - other),
    gridMinutes,
    gridPhase: first.phase % gridMinutes,
  };
}

function gridOf({ minutes, eventType }: MetEventType, { timeZone, now }: CoachClock) {
  const step = eventType?.slotInterval ?? eventType?.lengthInMinutes ?? minutes;
  const rounding = roundings.find((each) => step % each === 0) ?? 1;
  const aheadMinutes = timeZone === null ? 0 : Math.floor(offsetAt(now, timeZone) / minuteMs);
  return {
    minutes: rounding,
    phase: modulo((eventType?.offsetStart ?? 0) - aheadMinutes, rounding),
  };
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
