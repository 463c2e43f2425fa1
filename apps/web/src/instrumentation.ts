/** Next calls this once in every server process, before the first request. */
export async function register(): Promise<void> {
  // Next replaces this by a constant, so that bundles for other runtimes leave the import out.
  // oxlint-disable-next-line node/no-process-env
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareServer } = await import("./server/prepare-server.ts");
    await prepareServer();
  }
}
