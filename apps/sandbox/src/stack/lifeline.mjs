// Loaded into every process of the stack (`node --import`): when the launcher dies, even by
// SIGKILL, its end of the channel closes, and nobody is left behind holding a port or the database.
const GRACE_MS = 4000;

if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  });
}
