import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isStrictRequired } from "../../tools/env.ts";
import { createMigratedDatabase } from "./create-database.ts";
import { findPostgrest } from "./find-postgrest.ts";
import { findPostgres, type PostgresServer, startPostgres } from "./postgres-server.ts";

// The tests of this package again, on the software of production; and tests that need a server with many connections.
// What is not installed is skipped with a message. An argument selects the parts whose names start with it.

interface Part {
  readonly name: string;
  /** The package that runs; this one by default. */
  readonly cwd?: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Why it cannot run here. */
  readonly missing?: string;
}

const packageDir = fileURLToPath(new URL("../..", import.meta.url));
const beside = (file: string) => new URL(file, import.meta.url);
const say = (line: string) => process.stdout.write(`${line}\n`);

const bin = findPostgres();
if (bin) process.exitCode = await runOn(bin);
else {
  say(
    "SKIPPED everything: no PostgreSQL. Install Debian's postgresql, or name the folder of its programs in POSTGRES_BIN.",
  );
  if (isStrictRequired) process.exitCode = 1;
}

async function runOn(folder: string): Promise<number> {
  const server = await startPostgres(folder);
  const results: string[] = [];
  let failures = 0;
  try {
    say(`PostgreSQL ${server.version} of ${folder}`);
    const [wanted = ""] = process.argv.slice(2);
    for (const part of await partsOf(server)) {
      if (!part.name.startsWith(wanted)) continue;
      say(`\n=== ${part.name}`);
      const passed = part.missing === undefined && (await run(part));
      if (!passed && (part.missing === undefined || isStrictRequired)) failures += 1;
      const skipped = part.missing && `SKIPPED: ${part.missing}`;
      results.push(`${part.name}: ${skipped ?? (passed ? "passed" : "FAILED")}`);
    }
  } finally {
    await server.stop();
  }
  say(`\n${results.join("\n")}`);
  return failures > 0 ? 1 : 0;
}

async function partsOf(server: PostgresServer): Promise<Part[]> {
  const env = { STRICT_POSTGRES_URL: server.url, TEST_POSTGRES_VERSION: server.version };
  return [
    {
      name: "the suite on PostgREST and PostgreSQL",
      args: ["run", "test/"],
      env: { ...env, TEST_SUPABASE_PROGRAM: fileURLToPath(beside("postgrest-program.ts")) },
      ...(!findPostgrest() && { missing: "npm has PostgREST for Linux on x64 only." }),
    },
    {
      name: "the suite on the embedded default over PostgreSQL",
      args: ["run", "test/"],
      env: { ...env, TEST_SUPABASE_NODE_OPTIONS: `--import=${beside("replace-engine.ts").href}` },
    },
    {
      name: "races, jobs and the schemas on PostgreSQL",
      args: ["run", "--config", "test/strict/vitest.config.ts"],
      env: { ...env, STRICT_DATABASE_URL: await createMigratedDatabase(server.url) },
    },
    {
      name: "jobs: both engines, and two workers on one database",
      cwd: fileURLToPath(beside("../../../api/")),
      args: ["run", "--config", "test/strict/vitest.config.ts"],
      env: { ...env, TEST_SUPABASE_PROGRAM: "packages/db/test/strict/postgrest-program.ts" },
      ...(!findPostgrest() && { missing: "npm has PostgREST for Linux on x64 only." }),
    },
  ];
}

function run({ cwd = packageDir, args, env }: Part): Promise<boolean> {
  const child = spawn("vitest", args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}
