import { readFileSync } from "node:fs";

/** The ids by which a browser calls our server actions. */
export function actionIds(): string[] {
  const file = new URL("../../.next/server/server-reference-manifest.json", import.meta.url);
  const manifest: { node: Record<string, { filename?: string }> } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return Object.entries(manifest.node).flatMap(([id, { filename }]) =>
    filename?.includes("calActions") ? [id] : [],
  );
}

export function formOf(fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return form;
}
