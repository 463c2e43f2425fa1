import { Session } from "node:inspector/promises";
import { relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const hook = "reportEntry";

/**
 * Runs `act` and notes which files of a folder it enters, one entry for each call of one of their functions, in order.
 * What runs while a module loads does not count.
 *
 * Works in this process: `rehearse`, which does the same as `act`, finds the functions, and a breakpoint in each
 * reports and never pauses.
 */
export async function traceFiles(
  folder: string,
  { rehearse, act }: Record<"rehearse" | "act", () => Promise<unknown>>,
): Promise<string[]> {
  const session = new Session();
  session.connect();
  const entered: string[] = [];
  Reflect.set(globalThis, hook, (file: string) => void entered.push(file));
  try {
    await session.post("Debugger.enable");
    const scripts = await calledFunctions(session, { folder, rehearse });
    for (const script of scripts) await reportCalls(session, script);
    // The inspector answers without a turn of the event loop: connections that were closed by now are noticed here.
    await sleep(50);
    await act();
    return entered;
  } finally {
    session.disconnect();
    Reflect.deleteProperty(globalThis, hook);
  }
}

interface Script {
  readonly scriptId: string;
  readonly file: string;
  /** Where each called function starts in the source. */
  readonly offsets: readonly number[];
}

async function calledFunctions(
  session: Session,
  { folder, rehearse }: { folder: string; rehearse: () => Promise<unknown> },
): Promise<Script[]> {
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await rehearse();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  await session.post("Profiler.disable");
  return result.flatMap(({ scriptId, url, functions }) => {
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!path.startsWith(folder)) return [];
    const ranges = functions.flatMap((each) => each.ranges.slice(0, 1));
    const offsets = ranges.filter(({ count }) => count > 0).map(({ startOffset }) => startOffset);
    return { scriptId, file: relative(folder, path), offsets };
  });
}

async function reportCalls(session: Session, { scriptId, file, offsets }: Script): Promise<void> {
  const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
  const sourceLines = scriptSource.split("\n");
  const condition = `globalThis.${hook}?.(${JSON.stringify(file)}), false`;
  const seen = new Set<string>();
  for (const offset of offsets) {
    const before = scriptSource.slice(0, offset).split("\n");
    const [lineNumber, columnNumber] = [before.length - 1, before.at(-1)?.length ?? 0];
    // vitest makes exports of functions; reading one is not entering its file.
    if (sourceLines[lineNumber]?.includes("__vite_ssr_exportName__(")) continue;
    const start = { scriptId, lineNumber, columnNumber };
    const { locations } = await session.post("Debugger.getPossibleBreakpoints", { start });
    const [location] = locations;
    const key = `${location?.lineNumber}:${location?.columnNumber}`;
    if (!location || seen.has(key)) continue;
    seen.add(key);
    await session.post("Debugger.setBreakpoint", { location, condition });
  }
}
