import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
const named = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);

describe(".env.example", () => {
  it("names every required variable", () => {
    let complaint = "";
    try {
      parseEnv({});
    } catch (error) {
      complaint = error instanceof Error ? error.message : "";
    }
    const missing = [...complaint.matchAll(/([A-Z0-9_]+) is not set/g)].map(([, name]) => name);

    expect(missing.length).toBeGreaterThan(10);
    expect(named).toEqual(expect.arrayContaining(missing));
  });
});
