// Loaded into every process of the stack (`node --import`): when the launcher dies, even by
// SIGKILL, its end of the channel closes, and nobody is left behind holding a port or the database.
// A program may hand its flags on to children of its own, whose channel is not ours to touch.
const GRACE_MS = 4000;
const isOurs = process.ppid === Number(process.env.SANDBOX_LAUNCHER_PID);

if (process.channel && isOurs) {
  process.channel.unref();
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  });
}
