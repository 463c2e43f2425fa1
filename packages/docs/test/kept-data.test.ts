import { expect, it } from "vitest";
import { files, read } from "./repository.ts";

it("SECURITY.md says of every table why it is kept, how long, and what erasure does to it", () => {
  const tables = files
    .filter((path) => path.startsWith("packages/db/supabase/schemas/"))
    .flatMap((path) => [...read(path).matchAll(/^create table public\."(\w+)"/gm)])
    .map(([, name = ""]) => name);
  const [, after = ""] = read("SECURITY.md").split("\n## What is kept");
  const [map = ""] = after.split("\n## ");

  expect(tables.length).toBeGreaterThan(15);
  expect(tables.filter((table) => !map.includes(`\`${table}\``))).toEqual([]);
});
