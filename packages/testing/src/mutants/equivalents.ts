/** Mutants of Stryker that change nothing that anyone can see, each reviewed. They do not count in the score. */
interface Equivalent {
  /** From the repository's root. */
  readonly file: string;
  /** The line that is changed, without its indentation. */
  readonly line: string;
  /** What Stryker puts there. */
  readonly replacements: readonly string[];
  readonly why: string;
}

const availability = "packages/cal/src/availability";
const reschedule = "packages/api/src/reschedule";
const anyText = `["Stryker was here"]`;

export const equivalents: readonly Equivalent[] = [
  {
    file: `${availability}/closed-days.ts`,
    line: "for (let start = startOfDay(date, timeZone); start < window.end;) {",
    replacements: ["start <= window.end"],
    why: "A day that begins with the window's end lies outside it, and is left out by the next line.",
  },
  {
    file: `${availability}/expand-schedule.ts`,
    line: "const lastDay = Math.floor((end - 1 + offset) / dayMs);",
    replacements: ["end + 1"],
    why: "What a day too many has open is clipped to nothing.",
  },
  {
    file: `${availability}/expand-schedule.ts`,
    line: "const windows = byDay.get(day) ?? byWeekday[weekdayOf(day)] ?? [];",
    replacements: [anyText],
    why: "Every weekday has a list; the compiler does not know it.",
  },
  {
    file: `${availability}/expand-schedule.ts`,
    line: "for (let i = 0; i + 1 < windows.length; i += 2) {",
    replacements: ["i + 1 <= windows.length", "i - 1"],
    why: "A pair too many begins and ends at midnight.",
  },
  {
    file: `${availability}/expand-schedule.ts`,
    line: "else if (end > last.end) open[open.length - 1] = { start: last.start, end };",
    replacements: ["end >= last.end"],
    why: "The last interval is replaced by an equal one.",
  },
  {
    file: `${availability}/intersect.ts`,
    line: "return sweep(left, right) ?? sweep(normalize(left), normalize(right)) ?? [];",
    replacements: [anyText],
    why: "Normalised lists are walked to the end; the compiler does not know it.",
  },
  {
    file: `${availability}/intersect.ts`,
    line: "if (mine.end <= other.end) {",
    replacements: ["mine.end < other.end"],
    why: "Of two that end together either may be passed first.",
  },
  {
    file: `${availability}/judge-slots.ts`,
    line: "const unknown = normalized(mentee.unknown ?? []);",
    replacements: [anyText],
    why: "What has no start overlaps nothing.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "if (isNormalized(intervals)) return intervals.slice();",
    replacements: ["false"],
    why: "A list in order is sorted once more: only slower.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "const keys = solid.length > smallList ? packedKeys(solid) : null;",
    replacements: ["true", "false", "solid.length >= smallList", "solid.length <= smallList"],
    why: "Both ways of sorting give the same list; one is faster for many.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "if (!keys) return solid.toSorted((left, right) => left.start - right.start);",
    replacements: ["true"],
    why: "Both ways of sorting give the same list; one is faster for many.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "function packedKeys(intervals: readonly Interval[]): Float64Array | null {",
    replacements: ["{}"],
    why: "Both ways of sorting give the same list; one is faster for many.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "const origin = intervals[0]?.start ?? 0;",
    replacements: ["intervals[0]?.start && 0", "intervals[0].start"],
    why: "Any origin keeps the order; the list is never empty.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "const key = (start - origin) * count + index;",
    replacements: ["start + origin"],
    why: "Any origin keeps the order.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "if (!Number.isInteger(start) || !Number.isSafeInteger(key)) return null;",
    replacements: ["true", "Number.isSafeInteger(key)"],
    why: "The first key is 0, so that both always choose the other way of sorting.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "if (interval) sorted.push(interval);",
    replacements: ["true"],
    why: "Every key names an interval; the compiler does not know it.",
  },
  {
    file: `${availability}/normalize.ts`,
    line: "if (next.end <= last.end) continue;",
    replacements: ["next.end < last.end"],
    why: "The last interval is replaced by an equal one.",
  },
  {
    file: `${availability}/judge-slots.ts`,
    line: "return sorted.filter((start, i) => start !== sorted[i - 1]);",
    replacements: ["i + 1"],
    why: "Of equal starts the last one is kept instead of the first.",
  },
  {
    file: `${availability}/subtract.ts`,
    line: "while (hole && hole.start < end) {",
    replacements: ["hole.start <= end"],
    why: "A hole that begins at the end cuts off nothing: what is left ends there in both cases.",
  },
  {
    file: `${availability}/subtract.ts`,
    line: "if (hole.end > cursor) cursor = hole.end;",
    replacements: ["hole.end >= cursor"],
    why: "The cursor is set to where it is.",
  },
  {
    file: `${availability}/subtract.ts`,
    line: "if (hole.end > end) break; // it may still reach into the next interval",
    replacements: ["hole.end >= end"],
    why: "A hole that ends with the interval is passed at the next one.",
  },
  {
    file: `${availability}/overlaps-any.ts`,
    line: "if ((intervals[middle]?.end ?? end) <= start) low = middle + 1;",
    replacements: ["intervals[middle].end"],
    why: "The middle is always inside of the list.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: 'sameTime: distance >= dayMs / 2 && same(before, after, "minuteOfDay"),',
    replacements: ["distance > dayMs / 2"],
    why: "No clock shows the same time again after exactly twelve hours.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: "if (!menteeBusy) return () => false;",
    replacements: ["() => undefined"],
    why: "A reason holds as little when it is undefined as when it is false.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: "if (usualGap === null) return () => false;",
    replacements: ["() => undefined"],
    why: "As above.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: "before[of] !== null && before[of][field] === after[of]?.[field];",
    replacements: ["after[of][field]"],
    why: "A clock that is known before is known after.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: "function cadenceOf({ otherSessions = [], current }: RateInput): (start: number) => boolean {",
    replacements: [anyText],
    why: "Two sessions are as few as one: there is no usual gap.",
  },
  {
    file: `${availability}/rate-starts.ts`,
    line: "if (other > start) after = Math.min(after, other);",
    replacements: ["other >= start"],
    why: "A session at that very time leaves a gap of zero, on whichever side it is counted.",
  },
  {
    file: `${availability}/weekly-schedule.ts`,
    line: String.raw`const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? [];`,
    replacements: [anyText],
    why: "Hours and minutes are missing from both lists.",
  },
  {
    file: `${reschedule}/settle-attempt.ts`,
    line: "() => null,",
    replacements: ["() => undefined"],
    why: "Both have no outcome.",
  },
  {
    file: `${reschedule}/recover-attempts.ts`,
    line: "const booking = await deps.db.bookings.getByUlid(attempt.bookingUlid).catch(() => null);",
    replacements: ["() => undefined"],
    why: "Neither is gone.",
  },
  {
    file: `${reschedule}/prepare-move.ts`,
    line: 'if (own.kind === "verified") return { kind: "authorized", client: own.client };',
    replacements: ['""'],
    why: "Only a refusal is told apart by its kind; the compiler needs a name for the other one.",
  },
  {
    file: `${reschedule}/prepare-move.ts`,
    line: 'return { kind: "authorized", client: cal(anonymousCal, useOf(actor)) };',
    replacements: ['""'],
    why: "Only a refusal is told apart by its kind; the compiler needs a name for the other one.",
  },
  {
    file: `${reschedule}/prepare-move.ts`,
    line: 'kind: "free",',
    replacements: ['""'],
    why: "Only a refusal is told apart by its kind; the compiler needs a name for the other one.",
  },
  {
    file: `${reschedule}/prepare-move.ts`,
    line: "case null:",
    replacements: ["case null:"],
    why: "What ends the last case is the end of the switch.",
  },
  {
    file: `${reschedule}/stored-failure.ts`,
    line: 'const [code = "", ...rest] = (errorCode ?? "").split(" ");',
    replacements: ['"Stryker was here!"'],
    why: "A text always has a first part, and where none is stored, any word that is no code means the same.",
  },
];
