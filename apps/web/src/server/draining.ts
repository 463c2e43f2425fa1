// The program and the app that it runs are separate bundles in one process.
const shared: typeof globalThis & { reslotIsDraining?: boolean } = globalThis;

/** Whether a signal has asked this process to stop: it finishes what is in flight, and wants nothing new. */
export function isDraining(): boolean {
  return shared.reslotIsDraining ?? false;
}

export function startDraining(): void {
  shared.reslotIsDraining = true;
}
