import { type ProcessSpec, type RunningProcess, startProcess } from "./process.ts";

/** A program that can be ended and started again, on the same port and with the same settings. */
export interface RestartableProcess extends RunningProcess {
  /** Ends it without a warning, as a crash does; resolves when the new process is ready. Its log is `<name>-2.log`, the next one's `<name>-3.log`. */
  restart(): Promise<void>;
}

/** Starts a program whose `exited` tells only of an end that no restart asked for. */
export function startRestartable(spec: ProcessSpec): RestartableProcess {
  let tellExit: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    tellExit = resolve;
  });
  let current = startProcess(spec);
  let generation = 1;
  let isStopped = false;
  let isRestarting = false;

  async function watch(child: RunningProcess): Promise<void> {
    const code = await child.exited;
    if (!isRestarting) tellExit(code);
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
