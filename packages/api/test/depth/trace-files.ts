import { type Profiler, Session } from "node:inspector";
import { Session as AsyncSession } from "node:inspector/promises";
import { relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

type Coverage = readonly Profiler.ScriptCoverage[];

const hook = "reportEntry";

/** A function of the folder: its file, and its name. */
export interface Start {
  readonly file: string;
  readonly name: string;
}

export interface FilesToTrace {
  readonly start: Start;
  /** Files whose order is told. */
  readonly isOrdered: (file: string) => boolean;
  /** Does the same as `act`, so that the functions are known. */
  readonly rehearse: () => Promise<unknown>;
  readonly act: () => Promise<unknown>;
}

export interface TracedFiles {
  /** Entered before the first call of `start`, by path. */
  readonly before: string[];
  /** Entered from then on, in order of first entry. */
  readonly ordered: string[];
  /** The other files entered from then on, by path; a function that continues after an await counts. */
  readonly others: string[];
}

/**
 * Runs `act` and notes which files of a folder it enters. What runs while a module loads does not count.
 *
 * Works in this process: breakpoints that never pause report the ordered files, and the engine's own counts of calls
 * the others, because each breakpoint walks the heap, about 18 ms.
 *
 * @throws {Error} when `start` is not called
 */
export async function traceFiles(
  folder: string,
  { start, isOrdered, rehearse, act }: FilesToTrace,
): Promise<TracedFiles> {
  const session = new AsyncSession();
  session.connect();
  const counts = new Session(); // one that answers while a breakpoint's condition is evaluated
  counts.connect();
  const entered: string[] = [];
  let atStart: Coverage | null = null;
  Reflect.set(globalThis, hook, (file: string, isStart: boolean) => {
    if (isStart) atStart ??= take(counts);
    if (atStart) entered.push(file);
  });
  try {
    await session.post("Debugger.enable");
    counts.post("Profiler.enable");
    counts.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await rehearse();
    const called = await calledFunctions(session, { folder, coverage: take(counts) });
    for (const script of called.filter(({ file }) => isOrdered(file))) {
      await reportCalls(session, { script, start });
    }
    // The inspector answers without a turn of the event loop: connections that were closed by now are noticed here.
    await sleep(50);
    take(counts);
    await act();
    const atEnd = take(counts);
    if (!atStart) throw new Error(`${start.name} was not called.`);
    const during = await filesOf(session, { folder, coverage: atEnd });
    return {
      before: await filesOf(session, { folder, coverage: atStart }),
      ordered: [...new Set(entered)],
      others: during.filter((file) => !isOrdered(file)),
    };
  } finally {
    session.disconnect();
    counts.disconnect();
    Reflect.deleteProperty(globalThis, hook);
  }
}

/** How often each function was called since the last time. */
function take(session: Session): Coverage {
  let taken: Coverage = [];
  session.post("Profiler.takePreciseCoverage", (error, { result }) => {
    if (error) throw error;
    taken = result;
  });
  return taken;
}

const fileOf = (folder: string, url: string): string | null => {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  return path.startsWith(folder) ? relative(folder, path) : null;
};

interface CalledScript {
  readonly scriptId: string;
  readonly file: string;
  readonly source: string;
  readonly functions: readonly { name: string; offset: number }[];
}

/** The functions of a folder's files that were called. */
async function calledFunctions(
  session: AsyncSession,
  { folder, coverage }: { folder: string; coverage: Coverage },
): Promise<CalledScript[]> {
  const scripts: CalledScript[] = [];
  for (const { scriptId, url, functions } of coverage) {
    const file = fileOf(folder, url);
    if (file === null) continue;
    const { scriptSource: source } = await session.post("Debugger.getScriptSource", { scriptId });
    // vitest makes exports of functions; reading one is not entering its file.
    const isExport = (offset: number) =>
      source
        .slice(source.lastIndexOf("\n", offset) + 1, offset)
        .includes("__vite_ssr_exportName__(");
    const called = functions.flatMap(({ functionName: name, ranges: [range] }) =>
      range && range.count > 0 && !isExport(range.startOffset)
        ? [{ name, offset: range.startOffset }]
        : [],
    );
    if (called.length > 0) scripts.push({ scriptId, file, source, functions: called });
  }
  return scripts;
}

async function filesOf(
  session: AsyncSession,
  place: { folder: string; coverage: Coverage },
): Promise<string[]> {
  const scripts = await calledFunctions(session, place);
  return scripts.map(({ file }) => file).toSorted();
}

async function reportCalls(
  session: AsyncSession,
  { script, start }: { script: CalledScript; start: Start },
): Promise<void> {
  const { scriptId, file, source } = script;
  const seen = new Set<string>();
  for (const { name, offset } of script.functions) {
    const before = source.slice(0, offset).split("\n");
    const [lineNumber, columnNumber] = [before.length - 1, before.at(-1)?.length ?? 0];
    const { locations } = await session.post("Debugger.getPossibleBreakpoints", {
      start: { scriptId, lineNumber, columnNumber },
    });
    const [location] = locations;
    const key = `${location?.lineNumber}:${location?.columnNumber}`;
    if (!location || seen.has(key)) continue;
    seen.add(key);
    const isStart = file === start.file && name === start.name;
    const condition = `globalThis.${hook}?.(${JSON.stringify(file)}, ${isStart}), false`;
    await session.post("Debugger.setBreakpoint", { location, condition });
  }
}
