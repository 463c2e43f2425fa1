import { registerHooks } from "node:module";

// Loaded before the embedded Supabase: replaces its embedded PostgreSQL with a database of a real server, leaves out what
// only speaks to the embedded one, and changes nothing else.

const nothing = "data:text/javascript,export const batchSettings = () => undefined";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const parent = context.parentURL ?? "";
    if (specifier === "@electric-sql/pglite" && parent.includes("/@supabase/lite/"))
      return { url: new URL("./engine.ts", import.meta.url).href, shortCircuit: true };
    if (specifier.endsWith("/batch-settings.ts")) return { url: nothing, shortCircuit: true };
    return nextResolve(specifier, context);
  },
});
