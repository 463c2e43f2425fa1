import { expect, it } from "vitest";
import { read } from "./repository.ts";

const scenes = ["meetings", "meeting", "reschedule", "other-pages"]
  .map((name) => read(`apps/web/e2e/screens/sheets/scenes/${name}.tsx`))
  .join("");
const pictures = read("apps/web/e2e/screens/scenes.ts");
const rows = read("docs/screens/README.md")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ""));

/** What a row names that does not exist. */
function missing(where: string): string[] {
  const [, path, title] = /^`([^`]+)`: "(.+)"$/.exec(where) ?? [];
  if (path !== undefined && title !== undefined) return read(path).includes(title) ? [] : [title];
  const isOfStack = where.startsWith("picture");
  const names = [...where.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  const exists = (name: string) =>
    isOfStack
      ? pictures.includes(`name: "${name}"`)
      : scenes.includes(`"${name}"`) || scenes.includes(`"${name.replace("settings-", "")}"`);
  return names.length === 0 ? [where] : names.filter((name) => !exists(name));
}

it("each of the twenty things that once looked wrong has a test or a picture that exists", () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(rows.flatMap(([, , , where = ""]) => missing(where))).toEqual([]);
});
