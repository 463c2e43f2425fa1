import { createBackgroundWork, type Jobs } from "@reslot/api/server";
import { describe, expect, it } from "vitest";
import { manifestOf, read, workspaces } from "./repository.ts";

/** The rows of the table whose first header cell is `header`, without backticks. */
function tableOf(document: string, header: string): string[][] {
  const lines = read(document).split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${header} `));
  const rest = lines.slice(start + 2);
  const length = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, length === -1 ? undefined : length).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.replaceAll("`", "").trim()),
  );
}

/** The jobs that the product handles. */
function handledJobs(): { kind: string; class: string }[] {
  const handled: Parameters<Jobs["handle"]>[0][] = [];
  const handle: Jobs["handle"] = (job) => void handled.push(job);
  const deps = { settings: { timings: {} } } as Parameters<typeof createBackgroundWork>[0];
  createBackgroundWork(deps, { jobs: { handle } as Jobs });
  return handled;
}

describe("lists in documents", () => {
  it("name every job of the worker, and its class", () => {
    const named = tableOf("ARCHITECTURE.md", "job").map(([job, jobClass]) => `${job} ${jobClass}`);
    const handled = handledJobs().map((job) => `${job.kind} ${job.class}`);

    expect(named.toSorted()).toEqual(handled.toSorted());
  });

  it("have an alert for the log code of every job", () => {
    const codes = handledJobs().map(
      ({ kind }) => `${kind.replaceAll("-", "_").toUpperCase()}_ERROR`,
    );
    const runbook = read("docs/runbook.md");

    expect(codes.filter((code) => !runbook.includes(`\`${code}\``))).toEqual([]);
  });

  it("name every command of the root", () => {
    const commands = tableOf("README.md", "command").map(([command = ""]) =>
      command.replace(/^npm (?:run )?/, "").replace(/ .*/, ""),
    );

    expect(commands.toSorted()).toEqual(Object.keys(manifestOf("").scripts ?? {}).toSorted());
  });

  it("name every app and package", () => {
    const named = tableOf("ARCHITECTURE.md", "folder").map(([folder = ""]) => folder);

    expect(named.toSorted()).toEqual(workspaces.toSorted());
  });

  it("draw in the README the imports between packages as they are", () => {
    const drawn = [...read("README.md").matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(
      ([, from, to]) => `${from} -> ${to}`,
    );
    const inPicture = (name: string) => /\b(?:web|worker|api|db|cal|messages|react)$/.test(name);
    const real = workspaces.map(manifestOf).flatMap(({ name, dependencies = {} }) =>
      Object.keys(dependencies)
        .filter((dependency) => dependency.startsWith("@reslot/"))
        .filter((dependency) => inPicture(name) && inPicture(dependency))
        .map((dependency) => `${name} -> ${dependency}`.replaceAll("@reslot/", "")),
    );

    expect(drawn.filter((arrow) => arrow.split(" -> ").every(inPicture)).toSorted()).toEqual(
      real.toSorted(),
    );
  });

  it("keep the glossary in alphabetical order, with names that the code has", () => {
    const rows = tableOf("docs/glossary.md", "word");
    const words = rows.map(([word = ""]) => word);

    expect(words.length).toBeGreaterThan(39);
    expect(words).toEqual(words.toSorted());
    expect(rows.filter(([, meaning, code]) => !meaning || !code)).toEqual([]);
  });
});
