import { registerHooks } from "node:module";

// Loaded before the embedded default: what embeds PostgreSQL in it becomes a real server's database,
// and all the rest stays as it is.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isEngine = specifier === "@electric-sql/pglite";
    if (!isEngine || !context.parentURL?.includes("/@supabase/lite/"))
      return nextResolve(specifier, context);
    return { url: new URL("./engine.ts", import.meta.url).href, shortCircuit: true };
  },
});
