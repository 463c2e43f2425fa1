import { type Interval } from "../../time/interval.ts";
import { coachDay, type Option, type Shared, stayingOption } from "./options.ts";
import { type MeetingToPlan } from "./plan.ts";

interface Holder extends Interval {
  /** null: not of this plan, or not to be changed. */
  readonly ulid: string | null;
  readonly day: number;
  readonly pairDay: number;
}

/** What of the coach's time is used, by whom, and how full the days are. */
export class Taken {
  private readonly holders: Holder[] = [];
  private readonly perDay = new Map<number, number>();
  private readonly maxPerDay: number;

  constructor({ input, clocks }: Shared) {
    this.maxPerDay = input.maxPerDay ?? Infinity;
    for (const { start } of input.stays ?? []) this.fill(coachDay(input, clocks, start));
  }

  /** A meeting that stays: its time is used, its day is one fuller. */
  keep(shared: Shared, meeting: MeetingToPlan): void {
    this.add({ ulid: null, ...stayingOption(shared, meeting) });
  }

  /** By a meeting of the plan that could also make way, or null. */
  take(ulid: string | null, { start, end, day, pairDay }: Option): void {
    this.add({ ulid, start, end, day, pairDay });
  }

  /** How many more a day can have. */
  roomOn(day: number): number {
    return Math.max(0, this.maxPerDay - this.countOn(day));
  }

  countOn(day: number): number {
    return this.perDay.get(day) ?? 0;
  }

  isFree(option: Option): boolean {
    return this.roomOn(option.day) > 0 && this.inWayOf(option).length === 0;
  }

  /** What overlaps an option, or is a meeting of the same two people on its day. */
  inWayOf({ start, end, pairDay }: Option): Holder[] {
    return this.holders.filter(
      (holder) =>
        (holder.start < end && start < holder.end) || (pairDay >= 0 && holder.pairDay === pairDay),
    );
  }

  private add(holder: Holder): void {
    this.holders.push(holder);
    this.fill(holder.day);
  }

  private fill(day: number): void {
    this.perDay.set(day, this.countOn(day) + 1);
  }
}
