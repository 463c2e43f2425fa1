import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { formatInstant, systemClock } from "@reslot/cal/time";
import { createMigration } from "./create-migration.ts";
import { createDatabase } from "./embedded-database.ts";
import { migrationsDir, readSqlFiles, schemasDir } from "./sql-files.ts";
import { reportZeros, say } from "./report.ts";

// `npm run db:diff NAME` writes the migration from what all of supabase/migrations/*.sql create to what
// supabase/schemas/*.sql declares. It must be additive: --allow-drops is for what no running server uses any more.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "allow-drops": { type: "boolean", default: false } },
});
const [name = ""] = positionals;
if (!/^[a-z0-9_]+$/.test(name)) {
  say("✗ Name the migration in small letters: npm run db:diff add_invitations");
  process.exit(64);
}

const migrations = readSqlFiles(migrationsDir);
const version = formatInstant(systemClock.now()).replaceAll(/\D/g, "").slice(0, 14);
const latest = migrations.at(-1)?.name.slice(0, 14) ?? "";
if (version <= latest)
  throw new RangeError(`The clock says ${version}, before the last migration.`);
const [current, declared] = await Promise.all([
  createDatabase(migrations),
  createDatabase(readSqlFiles(schemasDir)),
]);
const { differences, sql, drops, remaining } = await createMigration(current, declared);
await Promise.all([current.close(), declared.close()]);
for (const difference of differences) if (!/^(?:un)?link /.test(difference)) say(`· ${difference}`);
const refused = values["allow-drops"] ? [] : drops;
if (differences.length === 0) say("✓ no difference");
else if (remaining.length > 0) {
  say(`✗ These would remain; write them by hand:\n${remaining.join("\n")}`);
} else if (refused.length > 0) {
  say(
    `✗ Not additive, so a running server of the version before may break:\n${refused.join("\n")}`,
  );
} else {
  const file = `${version}_${name}.sql`;
  writeFileSync(`${migrationsDir}/${file}`, sql);
  say(`✓ packages/db/supabase/migrations/${file} written; read it before you commit it`);
}
reportZeros({ remainingDifferences: remaining.length, drops: refused.length });
