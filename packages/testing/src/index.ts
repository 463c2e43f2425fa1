export { instanceForWorker, servePerWorker, type WorkerInstances } from "./per-worker.ts";
export { type Program, startProgram } from "./start-program.ts";
