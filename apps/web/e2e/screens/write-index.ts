import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, looks, pictureOf } from "./take-picture.ts";

interface Picture {
  readonly name: string;
  readonly says: string;
}

/** Writes docs/screens/README.md: every picture, by what it shows. */
export function writeIndex(groups: Readonly<Record<string, readonly Picture[]>>): void {
  const parts = Object.entries(groups).map(([title, pictures]) =>
    [`## ${title}`, "", ...tableOf(pictures)].join("\n"),
  );
  const head = [
    "# Screens",
    "",
    "Every page and every state, 1280 and 390 px wide, light and dark, taken from the running product. `pnpm --filter @reslot/web screens` takes them again, after a build.",
  ].join("\n");
  writeFileSync(join(folder, "README.md"), `${[head, ...parts].join("\n\n")}\n`);
}

function tableOf(pictures: readonly Picture[]): string[] {
  const titles = looks.map(({ width, theme }) => `${width} ${theme}`);
  const rows = pictures.map(({ name, says }) => {
    const links = looks.map((look) => `[${name}](${pictureOf(name, look)})`);
    return [says, ...links];
  });
  return formatTable([["", ...titles], ...rows]);
}

function formatTable(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}
