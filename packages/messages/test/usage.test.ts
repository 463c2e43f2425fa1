import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pathsOf } from "../src/paths-of.ts";
import { en } from "../src/en/index.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const sources = ["packages/api/src", "packages/messages/src", "packages/react/src", "apps/web/src"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !/messages\/src\/(?:de|en)\//.test(name))
  .map((name) => readFileSync(join(root, name), "utf8"))
  .join("\n");

/** `calendars.${state}` as a pattern for the keys that it can become. */
const templates = [...sources.matchAll(/`((?:[\w.]|\$\{[^{}`]*\})+)`/g)]
  .map(([, template = ""]) => template)
  .filter((template) => /^\w+\.\$|\}\.\w+$/.test(template))
  .map((template) => {
    const pattern = template.replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "[\\w.]+");
    return new RegExp(`^${pattern}$`);
  });

function isUsed(namespace: string, key: string): boolean {
  return (
    sources.includes(`"${key}"`) ||
    sources.includes(`${namespace}.${key}`) ||
    templates.some((template) => template.test(key))
  );
}

describe("the catalogue", () => {
  it("has no message that nothing uses", () => {
    const unused = Object.entries(en).flatMap(([namespace, words]) =>
      pathsOf(words)
        .filter(([key]) => !isUsed(namespace, key))
        .map(([key]) => `${namespace}.${key}`),
    );
    expect(unused).toEqual([]);
  });
});
