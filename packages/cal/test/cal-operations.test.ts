import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { createCalClient } from "../src/index.ts";

const folder = resolve(import.meta.dirname, "..");
const script = resolve(folder, "../../scripts/cal-operations.mjs");

interface Pinned {
  readonly operations: Readonly<
    Record<string, { versions: Readonly<Record<string, string>>; files: readonly string[] }>
  >;
}

const pinned: Pinned = JSON.parse(readFileSync(join(folder, "cal-operations.json"), "utf8"));

/** What the script says of an OpenAPI document with only these paths. */
async function compareWith({ onTestFinished }: TestContext, paths: object): Promise<string> {
  const temporary = mkdtempSync(join(tmpdir(), "cal-operations-"));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const file = join(temporary, "openapi.json");
  writeFileSync(file, JSON.stringify({ paths }));
  return new Promise((said) => {
    execFile(process.execPath, [script, file], (error, stdout) =>
      said(`exit ${error?.code ?? 0}\n${stdout}`),
    );
  });
}

describe("cal-operations.json", () => {
  it("pins every operation of the client, with files that exist", () => {
    const client = createCalClient({ baseUrl: "https://cal.example.test" });
    const called = Object.entries(client).flatMap(([resource, operations]) =>
      Object.keys(operations).map((operation) => `${resource}.${operation}`),
    );
    expect(Object.keys(pinned.operations).toSorted()).toEqual(
      [...called, "oauth.token"].toSorted(),
    );
    const files = Object.values(pinned.operations).flatMap((operation) => operation.files);
    expect(files.filter((file) => !existsSync(join(folder, "src", file)))).toEqual([]);
  });

  it("says of every version whether it was observed", () => {
    const known = Object.values(pinned.operations).flatMap(({ versions }) =>
      Object.values(versions),
    );
    expect(new Set(known)).toEqual(new Set(["observed", "documented, not observed"]));
  });
});

describe("scripts/cal-operations.mjs", () => {
  it("names our lines that a change of the document touches", async (context) => {
    const string = { type: "string" };
    const account = {
      type: "object",
      properties: { email: string, timeZone: { type: "number" }, surprise: string },
      required: ["email", "timeZone"],
    };
    const schema = { type: "object", properties: { data: account }, required: ["data"] };
    const responses = { 200: { content: { "application/json": { schema } } } };

    const said = await compareWith(context, { "/v2/me": { get: { responses } } });

    expect(said).toMatch(/^exit 1$/m);
    expect(said).toMatch(
      /^me\.get: answer data\.timeZone: string → number\n {4}packages\/cal\/src\/endpoints\/me\.ts:\d+: timeZone: /m,
    );
    expect(said).not.toContain("surprise");
    expect(said).toMatch(/^slots\.list: GET \/v2\/slots is gone$/m);
  });
});
