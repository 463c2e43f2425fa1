// Which packages have advisories, by the open database OSV. Documentation: google.github.io/osv.dev/api
import { readFileSync } from "node:fs";

const TIMEOUT_MS = 10_000;
/** What OSV takes in one request. */
const BATCH = 1_000;

/** Everything in a CycloneDX file of pnpm's; what only developers install is not `shipped`. */
export function componentsOf(sbom) {
  const { components } = JSON.parse(readFileSync(sbom, "utf8"));
  return components
    .filter(({ purl }) => purl.startsWith("pkg:npm/"))
    .map(({ group, name, version, scope }) => ({
      name: group ? `${group}/${name}` : name,
      version,
      shipped: scope !== "excluded",
    }));
}

/**
 * Asks OSV about all components: a request per thousand, and one per advisory found.
 *
 * @returns null when it cannot be reached, else [{ id, aliases, name, version, shipped, severity }]; severity is
 *   OSV's word, such as "HIGH", or "UNKNOWN"
 */
export async function askOsv(url, components) {
  try {
    const found = [];
    for (let at = 0; at < components.length; at += BATCH) {
      found.push(...(await askBatch(url, components.slice(at, at + BATCH))));
    }
    const ids = [...new Set(found.map(({ id }) => id))];
    const details = new Map();
    for (const id of ids) details.set(id, await describe(url, id));
    return found.map((each) => ({ ...each, ...details.get(each.id) }));
  } catch {
    return null;
  }
}

async function askBatch(url, components) {
  const queries = components.map(({ name, version }) => ({
    package: { name, ecosystem: "npm" },
    version,
  }));
  const { results } = await ask(`${url}/v1/querybatch`, JSON.stringify({ queries }));
  return components.flatMap((component, index) =>
    (results[index]?.vulns ?? []).map(({ id }) => ({ id, ...component })),
  );
}

async function describe(url, id) {
  const { aliases = [], database_specific: more } = await ask(
    `${url}/v1/vulns/${encodeURIComponent(id)}`,
  );
  // Malicious packages have ids of their own, and no severity.
  const severity = id.startsWith("MAL-") ? "CRITICAL" : (more?.severity ?? "UNKNOWN");
  return { aliases, severity: String(severity).toUpperCase() };
}

async function ask(url, body) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { signal, ...(body && { method: "POST", body }) });
  if (!response.ok) throw new Error(`OSV answered ${response.status}`);
  return response.json();
}
