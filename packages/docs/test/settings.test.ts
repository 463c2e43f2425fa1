import { serverEnv, sharedEnv, webEnv, workerEnv } from "@reslot/api/settings";
import type { z } from "zod";
import { expect, it } from "vitest";
import { read } from "./repository.ts";

type Shape = Readonly<Record<string, z.ZodType>>;

const groups: readonly (readonly [string, Shape])[] = [
  ["Both programs", sharedEnv],
  ["Web", { ...webEnv, ...serverEnv }],
  ["Worker", workerEnv],
];

/** What a program takes when the variable is not set; null where it does not start without one. */
function defaultOf(schema: z.ZodType): string | null {
  const result = schema.safeParse(undefined);
  if (!result.success) return null;
  return typeof result.data === "string" || typeof result.data === "number"
    ? `\`${result.data}\``
    : "";
}

function tableOf(shape: Shape): string {
  const rows = Object.entries(shape).map(([name, schema]) => {
    const byDefault = defaultOf(schema) ?? "**required**";
    return [`\`${name}\``, byDefault, schema.description ?? ""];
  });
  const head = ["variable", "by default", "is"];
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lineOf(head), rule, ...rows.map(lineOf)].join("\n");
}

const page = `# Settings

Every variable that the programs of [a deployment](deploy.md) read. An empty value counts as not set. \`vitest run -u --project=@reslot/docs settings\` writes this page from the schema.

Between processes that serve the same people all values are the same, except \`HOST\` and \`PORT\`. \`CLERK_WEBHOOK_SECRET\` is required where others can reach Reslot. OpenTelemetry's other standard variables apply as well.

${groups.map(([title, shape]) => `## ${title}\n\n${tableOf(shape)}`).join("\n\n")}
`;

it("docs/settings.md lists every variable with its default and its meaning", async () => {
  await expect(page).toMatchFileSnapshot("../../../docs/settings.md");
  expect(
    groups.flatMap(([, shape]) => Object.values(shape)).filter((one) => !one.description),
  ).toEqual([]);
});

it(".env.example has every variable that is required, and none that no program reads", () => {
  const named = [...read(".env.example").matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  const all = new Map(groups.flatMap(([, shape]) => Object.entries(shape)));
  const required = [...all].filter(([, one]) => defaultOf(one) === null).map(([name]) => name);
  const foreign = ["NEXT_PUBLIC_CLERK_SIGN_IN_URL", "OTEL_EXPORTER_OTLP_HEADERS"];

  expect(required.length).toBeGreaterThan(10);
  expect(named).toEqual(expect.arrayContaining(required));
  expect(named.filter((name = "") => !all.has(name) && !foreign.includes(name))).toEqual([]);
});
