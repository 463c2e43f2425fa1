import { Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const hook = "reportEntry";

/** How vitest makes exports; reading one is not entering its file. */
const isExport = (line: string) => line.includes("__vite_ssr_exportName__(");

/**
 * Runs `act` and notes which files of a folder it enters, in order of first entry. A file is entered when one of its
 * functions runs. What runs while a module loads does not count, so `act` has to have run once before.
 *
 * Works with breakpoints that report and never pause, in this very process; `act` takes seconds for that.
 */
export async function traceFiles(folder: string, act: () => Promise<unknown>): Promise<string[]> {
  const session = new Session();
  session.connect();
  const entered: string[] = [];
  Reflect.set(globalThis, hook, (file: string) => void entered.push(file));
  try {
    for (const script of await scriptsIn(session, folder)) await reportEntries(session, script);
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
}

async function scriptsIn(session: Session, folder: string): Promise<Script[]> {
  const scripts: Script[] = [];
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (path.startsWith(folder)) scripts.push({ scriptId, file: relative(folder, path) });
  });
  await session.post("Debugger.enable");
  return scripts;
}

async function reportEntries(session: Session, { scriptId, file }: Script): Promise<void> {
  const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
  const lines = scriptSource.split("\n");
  const start = { scriptId, lineNumber: 0, columnNumber: 0 };
  const { locations } = await session.post("Debugger.getPossibleBreakpoints", { start });
  const condition = `globalThis.${hook}?.(${JSON.stringify(file)}), false`;
  for (const { lineNumber, columnNumber = 0 } of locations) {
    if (isExport(lines[lineNumber] ?? "")) continue;
    const location = { scriptId, lineNumber, columnNumber };
    await session.post("Debugger.setBreakpoint", { location, condition });
  }
}
