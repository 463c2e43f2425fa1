import { type ProcessSpec, type RunningProcess, startProcess } from "./process.ts";

/** A program that can be restarted on the same port with the same settings. */
export interface RestartableProcess extends RunningProcess {
  /** Kills it as a crash would; resolves when the new process is ready. The new log is `<name>-2.log`, then `<name>-3.log`. */
  restart(): Promise<void>;
}

/** Starts a program whose `exited` ignores the exits that a restart causes. */
export function startRestartable(spec: ProcessSpec): RestartableProcess {
  let resolveExited: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    resolveExited = resolve;
  });
  let current = startProcess(spec);
  let generation = 1;
  let isStopped = false;
  let isRestarting = false;

  async function watch(child: RunningProcess): Promise<void> {
    const code = await child.exited;
    if (!isRestarting) resolveExited(code);
  }
  void watch(current);

  return {
    name: spec.name,
    ready: current.ready,
    exited,
    get pid() {
      return current.pid;
    },
    lastLines: () => current.lastLines(),
    stop() {
      isStopped = true;
      return current.stop();
    },
    async restart() {
      isRestarting = true;
      process.kill(current.pid, "SIGKILL");
      await current.exited;
      isRestarting = false;
      if (isStopped) return;
      generation += 1;
      current = startProcess({ ...spec, name: `${spec.name}-${generation}` });
      void watch(current);
      await current.ready;
    },
  };
}
