import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Hono } from "hono";

const packages = ["@clerk/clerk-js", "@clerk/ui"];

/** Serves clerk-js and Clerk's components: the files published on npm, under Clerk's paths. */
export function addScriptRoute(app: Hono): void {
  app.get("/npm/@clerk/:spec/dist/:file{[\\w.-]+\\.js}", (c) => {
    const name = `@clerk/${c.req.param("spec").replace(/@[^@]*$/, "")}`;
    const folder = packages.includes(name) ? packageFolder(name) : null;
    const file = folder === null ? null : join(folder, "dist", c.req.param("file"));
    if (file === null || !existsSync(file)) return c.notFound();
    return c.body(readFileSync(file), 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=3600",
      "access-control-allow-origin": "*",
    });
  });
}

/** clerk-js does not export its package.json, so this searches the folders that Node would. */
function packageFolder(name: string): string | null {
  const roots = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folders = roots.map((root) => join(root, name));
  return folders.find((folder) => existsSync(join(folder, "package.json"))) ?? null;
}
