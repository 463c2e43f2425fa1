// Loaded into every process of the stack (`node --import`). When the launcher exits, even by SIGKILL,
// the IPC channel closes and the process exits too, so no port and no database stays in use. Children
// of the program may inherit the flag; their channel is not ours.
const GRACE_MS = 4000;
const isOurs = process.ppid === Number(process.env.LAUNCHER_PID);

if (process.channel && isOurs) {
  process.channel.unref();
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  });
}
