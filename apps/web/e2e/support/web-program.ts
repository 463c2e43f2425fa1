import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../.next/standalone/apps/web", import.meta.url));

export interface WebProgram {
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves once it listens. @throws {Error} with what it printed when it exits before */
  readonly listens: Promise<void>;
  /** Its exit code; null when a signal killed it. */
  readonly exited: Promise<number | null>;
  /** Everything that it has printed so far. */
  said(): string;
}

/** The built web program in this environment and no other, on a free port; it ends with this process at the latest. */
export async function startWebProgram(
  env: Readonly<Record<string, string>>,
  { cwd = folder }: { cwd?: string } = {},
): Promise<WebProgram> {
  const port = await freePort();
  const child = spawn(process.execPath, [`${folder}/main.mjs`], {
    cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "localhost",
      PORT: String(port),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => void child.kill("SIGKILL");
  process.once("exit", end);
  let output = "";
  const listens = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Ready in")) resolve();
      });
    child.once("close", () => reject(new Error(`The web program did not start:\n${output}`)));
  });
  listens.catch(() => undefined);
  const exited = once(child, "close").then(([code]: (number | null)[]) => {
    process.off("exit", end);
    return code ?? null;
  });
  return { url: `http://localhost:${port}`, child, listens, exited, said: () => output };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
