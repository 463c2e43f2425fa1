import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import vm from "node:vm";
import dayjs, { type Dayjs } from "dayjs";
import isBetween from "dayjs/plugin/isBetween.js";
import minMax from "dayjs/plugin/minMax.js";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";
import { type BenchSettings } from "../env.ts";
import { minuteMs } from "@reslot/cal/time";
import { type WireWork } from "../workloads.ts";

const packageName = "@calcom/platform-libraries@0.0.360";

interface Range {
  readonly start: Dayjs;
  readonly end: Dayjs;
}

/** Cal.com's own published functions, loaded at run time; nothing of them is kept here. */
export interface CalComFunctions {
  buildDateRanges(input: object): { readonly dateRanges: Range[] };
  subtract(ranges: Range[], busy: Range[]): Range[];
  intersect(rangesOfPeople: Range[][]): Range[];
}

/**
 * Fetches Cal.com's published package into the bench folder, once, and takes its functions out.
 * Null when that is not wanted or not possible.
 */
export async function loadCalCom(settings: BenchSettings): Promise<CalComFunctions | null> {
  if (settings.offline) return null;
  try {
    const folder = await fetchPackage(resolve(settings.folder, "cal-com"));
    const file = readdirSync(folder).find((name) => /^date-ranges-.*\.cjs$/.test(name));
    if (file === undefined) return null;
    for (const plugin of [utc, timezone, isBetween, minMax]) dayjs.extend(plugin);
    const loaded = evaluate(readFileSync(resolve(folder, file), "utf8"));
    return isCalCom(loaded) ? loaded : null;
  } catch {
    return null;
  }
}

async function fetchPackage(folder: string): Promise<string> {
  const dist = resolve(folder, "package", "dist");
  if (existsSync(dist)) return dist;
  mkdirSync(folder, { recursive: true });
  const run = promisify(execFile);
  const { stdout } = await run("npm", ["pack", packageName, "--silent"], { cwd: folder });
  await run("tar", ["xzf", stdout.trim()], { cwd: folder });
  return dist;
}

/** Runs a CommonJS file whose only real dependency is dayjs. */
function evaluate(source: string): unknown {
  const loaded: { exports: unknown } = { exports: {} };
  const wrapper: unknown = vm.runInThisContext(
    `(function(exports, require, module) {${source}\n})`,
  );
  if (typeof wrapper !== "function") return null;
  const require = (name: string): unknown => (name === "dayjs" ? dayjs : {});
  Reflect.apply(wrapper, undefined, [loaded.exports, require, loaded]);
  return loaded.exports;
}

function isCalCom(value: unknown): value is CalComFunctions {
  if (typeof value !== "object" || value === null) return false;
  const names = ["buildDateRanges", "subtract", "intersect"];
  return names.every((name) => typeof Reflect.get(value, name) === "function");
}

/** Wire texts to mutual starts with those functions. */
export function calComFromWire(calCom: CalComFunctions, work: WireWork): number[] {
  const { dateRanges } = calCom.buildDateRanges({
    availability: work.rules.map(({ days, from, to }) => ({
      days: [...days],
      startTime: dayjs.utc(from * minuteMs).toDate(),
      endTime: dayjs.utc(to * minuteMs).toDate(),
    })),
    timeZone: work.schedule.timeZone,
    dateFrom: dayjs.utc(work.window.start),
    dateTo: dayjs.utc(work.window.end),
    travelSchedules: [],
  });
  const busy = work.busy.map(({ start, end }) => ({ start: dayjs(start), end: dayjs(end) }));
  const free = calCom.subtract(dateRanges, busy);
  const slots = Object.values(work.slotsByDay)
    .flat()
    .map(({ start }) => {
      const from = dayjs.utc(start);
      return { start: from, end: from.add(work.durationMs, "millisecond") };
    });
  return calCom
    .intersect([slots, free])
    .filter(({ start, end }) => end.valueOf() - start.valueOf() === work.durationMs)
    .map(({ start }) => start.valueOf());
}
