// Compares Cal.com's OpenAPI document with what is pinned of it, and names the lines of ours that a change touches:
//   node scripts/cal-operations.mjs FILE          exits 1 when an operation of ours has changed
//   node scripts/cal-operations.mjs FILE --pin    pins what the document says of the names that our code uses
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinnedFile = join(root, "packages/cal/cal-operations.json");
const sources = "packages/cal/src";
const deepest = 8;

const [documentFile, flag] = process.argv.slice(2);
if (documentFile === undefined) {
  console.error("Name a file: node scripts/cal-operations.mjs openapi.json [--pin]");
  process.exit(2);
}
const document = JSON.parse(readFileSync(documentFile, "utf8"));
const pinned = JSON.parse(readFileSync(pinnedFile, "utf8"));
if (flag === "--pin") pin();
else process.exitCode = compare() ? 0 : 1;

function pin() {
  const operations = Object.fromEntries(
    Object.entries(pinned.operations).map(([name, operation]) => {
      const facts = factsOf(operation);
      if (facts === null) return [name, { ...operation, facts: null }];
      const isOurs = ([fact]) => linesOf(operation, fact).length > 0;
      return [
        name,
        { ...operation, facts: Object.fromEntries(Object.entries(facts).filter(isOurs)) },
      ];
    }),
  );
  const source = document.info?.["x-source"] ?? { title: document.info?.title };
  const { repo, path, fileCommit: commit, fileDate: date } = source;
  const content = { ...pinned, source: { repo, path, commit, date }, operations };
  writeFileSync(pinnedFile, `${JSON.stringify(content, null, 2)}\n`);
}

/** Says what has changed; true when nothing has. */
function compare() {
  let changes = 0;
  for (const [name, operation] of Object.entries(pinned.operations)) {
    if (operation.facts === null) continue;
    const now = factsOf(operation);
    if (now === null) {
      changes += 1;
      console.log(`${name}: ${operation.method} ${operation.path} is gone`);
      for (const file of operation.files) console.log(`    ${sources}/${file}`);
      continue;
    }
    for (const fact of changedIn(operation, now)) {
      changes += 1;
      console.log(
        `${name}: ${fact}: ${operation.facts[fact] ?? "nothing"} → ${now[fact] ?? "nothing"}`,
      );
      for (const line of linesOf(operation, fact)) console.log(`    ${line}`);
    }
  }
  const asOf = pinned.source.commit ?? "the pinned document";
  console.log(
    changes === 0
      ? `No operation of ours differs from ${asOf}.`
      : `${changes} changes since ${asOf}.`,
  );
  return changes === 0;
}

/** What is pinned and different now, and what is new where a name of it is used here. */
function changedIn(operation, now) {
  const { facts } = operation;
  const different = Object.keys(facts).filter((fact) => facts[fact] !== now[fact]);
  const added = Object.keys(now).filter(
    (fact) => !(fact in facts) && linesOf(operation, fact).length > 0,
  );
  return [...different, ...added];
}

/** The lines of an operation's files that contain the last name of a fact. */
function linesOf({ files }, fact) {
  const name = fact.split(/[ .]/).at(-1).replace("[]", "");
  const word = new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, "\\$&")}(?![\\w-])`);
  return files.flatMap((file) =>
    readFileSync(join(root, sources, file), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        word.test(line) && !/^\s*(?:\*|\/\/|\/\*\*)/.test(line)
          ? [`${sources}/${file}:${index + 1}: ${line.trim()}`]
          : [],
      ),
  );
}

/** "query take": "number", "body start": "string required", "answer data.status": "string: accepted | …". */
function factsOf({ method, path }) {
  const operation = document.paths?.[path]?.[method.toLowerCase()];
  if (operation === undefined) return null;
  const facts = new Map();
  for (const parameter of operation.parameters ?? []) {
    const { name, required, schema } = resolve(parameter);
    if (name === "cal-api-version" || name === "Authorization") continue;
    note(facts, `${resolve(parameter).in} ${name}`, describe(schema, required));
  }
  const contentOf = (holder) => Object.values(resolve(holder ?? {}).content ?? {})[0]?.schema;
  walk(facts, "body ", { schema: contentOf(operation.requestBody), depth: 0 });
  const [success] = Object.keys(operation.responses ?? {}).filter((status) =>
    status.startsWith("2"),
  );
  walk(facts, "answer ", { schema: contentOf(operation.responses?.[success]), depth: 0 });
  return Object.fromEntries([...facts].toSorted(([a], [b]) => alphabetically(a, b)));
}

function walk(facts, prefix, { schema, depth }) {
  if (schema === undefined || depth > deepest) return;
  const resolved = resolve(schema);
  for (const variant of variantsOf(resolved))
    walk(facts, prefix, { schema: variant, depth: depth + 1 });
  if (resolved.items) walk(facts, prefix, { schema: resolved.items, depth: depth + 1 });
  if (typeof resolved.additionalProperties === "object")
    walk(facts, prefix, { schema: resolved.additionalProperties, depth: depth + 1 });
  for (const [name, property] of Object.entries(resolved.properties ?? {})) {
    note(facts, `${prefix}${name}`, describe(property, resolved.required?.includes(name)));
    const inner =
      prefix.endsWith(" ") || prefix.endsWith(".") ? `${prefix}${name}.` : `${prefix}.${name}.`;
    walk(facts, inner, { schema: property, depth: depth + 1 });
  }
}

/** A field that several variants have is what all of them say. */
function note(facts, fact, description) {
  const known = facts.get(fact);
  const parts = known === undefined ? [] : known.split(" / ");
  if (!parts.includes(description)) parts.push(description);
  facts.set(fact, parts.toSorted(alphabetically).join(" / "));
}

function describe(schema, isRequired) {
  const { type, enum: values, nullable, items } = resolve(schema ?? {});
  const kind = type === "array" ? `${describe(items, true)}[]` : (type ?? "object");
  const choice = values ? `: ${values.toSorted().join(" | ")}` : "";
  return `${kind}${choice}${nullable ? " or null" : ""}${isRequired ? "" : "?"}`;
}

function variantsOf({ allOf = [], oneOf = [], anyOf = [] }) {
  return [...allOf, ...oneOf, ...anyOf];
}

function resolve(holder) {
  const reference = holder?.$ref;
  if (typeof reference !== "string") return holder ?? {};
  const parts = reference.replace(/^#\//, "").split("/");
  return resolve(parts.reduce((value, part) => value?.[part], document));
}

function alphabetically(a, b) {
  return a < b ? -1 : 1;
}
