import { type Profiler, Session } from "node:inspector";
import { Session as AsyncSession } from "node:inspector/promises";
import { relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

type Coverage = readonly Profiler.ScriptCoverage[];

const hook = "takeCoverage";

/** A function of the folder: its file, and its name. */
export interface Start {
  readonly file: string;
  readonly name: string;
}

/**
 * Runs `act` and notes which files of a folder it enters, by calls of their functions, in the order of their paths.
 * What runs while a module loads does not count; a function that continues after an await does.
 *
 * Works in this process: the engine counts the calls, and a breakpoint in `start`, which `rehearse` calls too, takes
 * the counts so far and never pauses. Breakpoints everywhere would tell the order: seconds, as each walks the heap.
 *
 * @returns the files entered before the first call of `start`, and from then on, its own file first
 * @throws {Error} when `start` is not called
 */
export async function traceFiles(
  folder: string,
  { start, rehearse, act }: { start: Start } & Record<"rehearse" | "act", () => Promise<unknown>>,
): Promise<Record<"before" | "during", string[]>> {
  const session = new AsyncSession();
  session.connect();
  const counts = new Session(); // one that answers while the breakpoint's condition is evaluated
  counts.connect();
  let atStart: Coverage | null = null;
  Reflect.set(globalThis, hook, () => (atStart ??= take(counts)));
  try {
    await session.post("Debugger.enable");
    counts.post("Profiler.enable");
    counts.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await rehearse();
    await breakAt(session, { start, folder, coverage: take(counts) });
    // The inspector answers without a turn of the event loop: connections that were closed by now are noticed here.
    await sleep(50);
    take(counts);
    await act();
    const atEnd = take(counts);
    if (!atStart) throw new Error(`${start.name} was not called.`);
    const during = await filesOf(session, { folder, coverage: atEnd });
    return {
      before: await filesOf(session, { folder, coverage: atStart }),
      during: [start.file, ...during.filter((file) => file !== start.file)],
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

async function breakAt(
  session: AsyncSession,
  { start, folder, coverage }: { start: Start; folder: string; coverage: Coverage },
): Promise<void> {
  const script = coverage.find(({ url }) => fileOf(folder, url) === start.file);
  const called = script?.functions.find(({ functionName }) => functionName === start.name);
  const offset = called?.ranges[0]?.startOffset;
  if (!script || offset === undefined) throw new Error(`The rehearsal did not call ${start.name}.`);
  const { scriptId } = script;
  const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
  const before = scriptSource.slice(0, offset).split("\n");
  const [lineNumber, columnNumber] = [before.length - 1, before.at(-1)?.length ?? 0];
  const { locations } = await session.post("Debugger.getPossibleBreakpoints", {
    start: { scriptId, lineNumber, columnNumber },
  });
  const [location] = locations;
  if (!location) throw new Error(`${start.name} has no statement.`);
  const condition = `globalThis.${hook}?.(), false`;
  await session.post("Debugger.setBreakpoint", { location, condition });
}

/** The files of a folder of which a function was called. */
async function filesOf(
  session: AsyncSession,
  { folder, coverage }: { folder: string; coverage: Coverage },
): Promise<string[]> {
  const files: string[] = [];
  for (const { scriptId, url, functions } of coverage) {
    const file = fileOf(folder, url);
    const offsets = functions.flatMap(({ ranges: [range] }) =>
      range && range.count > 0 ? [range.startOffset] : [],
    );
    if (file === null || offsets.length === 0) continue;
    const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
    // vitest makes exports of functions; reading one is not entering its file.
    const isExport = (offset: number) =>
      scriptSource
        .slice(scriptSource.lastIndexOf("\n", offset) + 1, offset)
        .includes("__vite_ssr_exportName__(");
    if (!offsets.every(isExport)) files.push(file);
  }
  return files.toSorted();
}
