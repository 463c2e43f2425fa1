import { registerHooks } from "node:module";

// Loaded before the embedded Supabase: replaces its embedded PostgreSQL with a database of a real server and nothing
// else.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isEngine = specifier === "@electric-sql/pglite";
    if (!isEngine || !context.parentURL?.includes("/@supabase/lite/"))
      return nextResolve(specifier, context);
    return { url: new URL("./engine.ts", import.meta.url).href, shortCircuit: true };
  },
});
