import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createDatabase } from "./embedded-database.ts";
import { generateFiles } from "./generate.ts";
import { reportZeros, say } from "./report.ts";
import { readSqlFiles, schemasDir } from "./sql-files.ts";

// `npm run db:types` writes the files that are generated from supabase/schemas/*.sql; with --check it writes nothing and
// fails when one is out of date.

const isCheck = process.argv.includes("--check");
const packageDir = fileURLToPath(new URL("..", import.meta.url));
const database = await createDatabase(readSqlFiles(schemasDir));
const generated = await generateFiles(database.query);
await database.close();
const stale = Object.entries(generated).filter(
  ([file, text]) => readFileSync(packageDir + file, "utf8") !== text,
);
for (const [file, text] of stale) {
  if (!isCheck) writeFileSync(packageDir + file, text);
  say(isCheck ? `✗ packages/db/${file} is out of date` : `✓ packages/db/${file} written`);
}
if (stale.length === 0) say("✓ no difference");
else if (isCheck) say("Run npm run db:types.");
reportZeros({ differences: isCheck ? stale.length : 0 });
