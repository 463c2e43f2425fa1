// Makes one file of a program and everything it imports, so that Node alone can run it: INPUT OUTPUT.
import { rolldown } from "rolldown";

const [input, file] = process.argv.slice(2);
const bundle = await rolldown({
  input,
  platform: "node",
  // Written in C and optional: pg works without it.
  external: ["pg-native"],
  checks: { eval: false },
});
await bundle.write({
  file,
  format: "esm",
  codeSplitting: false,
  comments: { legal: true },
  // Some of what is bundled is CommonJS and asks for Node's own modules.
  banner: `import { createRequire as createRequireOfBundle } from "node:module";\nconst require = createRequireOfBundle(import.meta.url);`,
});
await bundle.close();
