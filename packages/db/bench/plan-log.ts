import { openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { z } from "zod";

// PostgreSQL's auto_explain writes the plan of every statement, also of those inside functions, with what it touched.

/** For the server: nothing is explained until `explainEverything`, which is more than a setting of its command line. */
export const planSettings = (folder: string): string[] => [
  "session_preload_libraries=auto_explain",
  "auto_explain.log_analyze=on",
  "auto_explain.log_buffers=on",
  "auto_explain.log_timing=off",
  "auto_explain.log_nested_statements=on",
  "auto_explain.log_format=json",
  "logging_collector=on",
  "log_destination=jsonlog",
  "log_min_messages=log",
  "log_rotation_age=0",
  "log_rotation_size=0",
  `log_directory=${folder}`,
  "log_filename=plans.log",
];

export async function explainEverything(sql: Sql): Promise<void> {
  await sql`alter system set auto_explain.log_min_duration = 0`;
  await sql`select pg_reload_conf()`;
  await new Promise((resolve) => setTimeout(resolve, 500));
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Index Name"?: string | undefined;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number | undefined;
  readonly "Rows Removed by Index Recheck"?: number | undefined;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const nodeSchema: z.ZodType<PlanNode> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().optional(),
  "Rows Removed by Index Recheck": z.number().optional(),
  "Shared Hit Blocks": z.number(),
  "Shared Read Blocks": z.number(),
  Plans: z.lazy(() => z.array(nodeSchema)).optional(),
});
const planSchema = z.object({ "Query Text": z.string(), Plan: nodeSchema });
const lineSchema = z.object({
  message: z.string(),
  /** Of a statement inside a function: which one. */
  context: z.string().optional(),
});

/** One statement that was executed. */
export interface Statement {
  readonly text: string;
  /** Whether a function or a trigger executed it. */
  readonly isNested: boolean;
  readonly ms: number;
  readonly buffers: number;
  /** The most that one scan has read: rows it returned, and rows it looked at for nothing. */
  readonly scanned: number;
  /** The plan in one line: its scans. */
  readonly scans: readonly string[];
  readonly indexes: readonly string[];
}

export interface PlanLog {
  /** By any statement that was drained. */
  readonly usedIndexes: Set<string>;
  /** What was executed since the last call, in the order in which it ended. */
  drain(): Promise<Statement[]>;
}

/** @param sql a connection of its own, whose statement says that everything before it has been written */
export function createPlanLog(sql: Sql, folder: string): PlanLog {
  const usedIndexes = new Set<string>();
  const lines = followLines(folder);
  let marks = 0;
  return {
    usedIndexes,
    async drain() {
      marks += 1;
      const mark = `mark ${marks} of the plan log`;
      await sql.unsafe(`select '${mark}'`);
      const statements: Statement[] = [];
      for (;;) {
        for (const line of lines.read()) {
          if (line.includes(mark)) return statements;
          statements.push(...readLine(line));
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };

  function readLine(line: string): Statement[] {
    const read = parseLine(line);
    for (const { indexes } of read) for (const name of indexes) usedIndexes.add(name);
    return read;
  }
}

/** The lines that were added to the log since the last read. */
function followLines(folder: string): { read(): string[] } {
  const buffer = Buffer.alloc(16 * 1024 * 1024);
  let file: number | undefined;
  let rest = "";
  return {
    read() {
      const name = readdirSync(folder).find((each) => each.endsWith(".json"));
      if (file === undefined && name) file = openSync(join(folder, name), "r");
      if (file === undefined) return [];
      const bytes = readSync(file, buffer, 0, buffer.length, null);
      const lines = (rest + buffer.toString("latin1", 0, bytes)).split("\n");
      rest = lines.pop() ?? "";
      return lines;
    },
  };
}

function parseLine(line: string): Statement[] {
  const { message, context } = lineSchema.parse(JSON.parse(line));
  const [, duration, json] = /^duration: ([\d.]+) ms  plan:\n([\s\S]*)$/.exec(message) ?? [];
  if (duration === undefined || json === undefined) return [];
  const { "Query Text": text, Plan: plan } = planSchema.parse(JSON.parse(json));
  const scans = listNodes(plan).filter((node) => node["Node Type"].includes("Scan"));
  return [
    {
      text,
      isNested: context !== undefined,
      ms: Number(duration),
      buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
      scanned: Math.max(0, ...scans.filter(isOfRows).map(rowsOf)),
      scans: scans.filter(isOfRows).map(describe),
      indexes: scans.flatMap((node) => node["Index Name"] ?? []),
    },
  ];
}

const listNodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(listNodes)];

const isOfRows = (node: PlanNode) =>
  node["Relation Name"] !== undefined || node["Index Name"] !== undefined;

function rowsOf(node: PlanNode): number {
  const each =
    node["Actual Rows"] +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0);
  return each * node["Actual Loops"];
}

function describe(node: PlanNode): string {
  const on = node["Index Name"] ?? node["Relation Name"];
  return `${node["Node Type"]} ${on} (${rowsOf(node)} rows)`;
}
