// Writes what follows from layers.json: the import rules in .oxlintrc.json and the picture in ARCHITECTURE.md.
// With --check it changes nothing, and fails when one of them is out of date or a folder has no layer.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FACES = "<faces>";
const RULE = "no-restricted-imports";
const { about, ...layersOf } = JSON.parse(readFileSync(join(root, "layers.json"), "utf8"));

const ALIASES = {
  "apps/web/src": "@/",
  "apps/web/src/features/reschedule": "@/features/reschedule/",
};
const PACKAGES = {
  "packages/api/src": "@reslot/api",
  "packages/cal/src": "@reslot/cal",
  "packages/react/src": "@reslot/react",
};

// An override replaces a rule's options and the last one wins, so every override of this rule is made here.
const BANS = {
  supabase: {
    paths: [{ name: "@supabase/supabase-js", message: "Only packages/db talks to Supabase." }],
  },
  trpc: {
    paths: [
      {
        name: "@trpc/server",
        message: "Features throw AppError; only routers, trpc and core/errors know tRPC.",
      },
    ],
  },
  standIns: {
    patterns: [{ group: ["@reslot/sandbox*"], message: "A stand-in is started, never imported." }],
  },
};
const LIFTED = {
  "packages/api/src": {
    [FACES]: ["trpc"],
    http: ["trpc"],
    routers: ["trpc"],
    trpc: ["trpc"],
    core: ["trpc"],
  },
  "apps/web/src": { app: ["trpc"], trpc: ["trpc"] },
};
const UNRESTRICTED = [
  "**/*.{test,e2e}.{ts,tsx}",
  "**/test/**",
  "**/e2e/**",
  "**/examples/**",
  "**/*.config.{ts,mjs}",
  "packages/testing/**",
];

/** The rule's options: every ban that is not lifted, and more patterns. */
function ruleOf(lifted = [], patterns = []) {
  const bans = Object.entries(BANS).flatMap(([name, ban]) => (lifted.includes(name) ? [] : [ban]));
  const paths = bans.flatMap((ban) => ban.paths ?? []);
  return [
    "error",
    { paths, patterns: [...bans.flatMap((ban) => ban.patterns ?? []), ...patterns] },
  ];
}

function overrideOf(files, lifted, patterns) {
  return { files, rules: { [RULE]: ruleOf(lifted, patterns) } };
}

const EXTENSIONS = "*.{ts,tsx}";

const messageFor = (layer) =>
  `${layer} imports only from itself and from the layers below it (layers.json).`;

/** Patterns of the imports that run up from a layer. */
function upwardFrom(folder, layer) {
  const layers = layersOf[folder];
  const above = layers.slice(0, layers.indexOf(layer)).filter((name) => name !== FACES);
  if (above.length === 0) return [];
  const message = messageFor(layer);
  const names = `(?:${above.join("|")})(?:/|$)`;
  const alias = ALIASES[folder];
  return [
    { regex: `^(?:\\.\\./)+${names}`, message },
    ...(alias ? [{ regex: `^${alias}${names}`, message }] : []),
  ];
}

/** The same for the layer that contains a folder with layers of its own. */
function upwardFromOuter(folder) {
  const outer = Object.keys(layersOf).find((other) => folder.startsWith(`${other}/`));
  if (!outer) return [];
  const [layer] = folder.slice(outer.length + 1).split("/");
  return upwardFrom(outer, layer);
}

/** One override for the files of a layer, and one for its subfolders where faces stand beside the layers. */
function overridesOf(folder, layers, layer) {
  const lifted = LIFTED[folder]?.[layer];
  const self = PACKAGES[folder];
  const own = self
    ? [{ regex: `^${self}(?:/|$)`, message: "A package imports its own files by path." }]
    : [];
  if (layer === FACES) return [overrideOf([`${folder}/${EXTENSIONS}`], lifted, own)];
  const message = messageFor(layer);
  const up = [...upwardFrom(folder, layer), ...upwardFromOuter(folder)];
  if (!layers.includes(FACES)) {
    return [overrideOf([`${folder}/${layer}/**`], lifted, [...up, ...own])];
  }
  const faces = (steps) => ({ regex: `^(?:\\.\\./)${steps}[^/]+\\.ts$`, message });
  return [
    overrideOf([`${folder}/${layer}/${EXTENSIONS}`], lifted, [faces("{1}"), ...up, ...own]),
    overrideOf([`${folder}/${layer}/*/**`], lifted, [faces("{2,}"), ...up, ...own]),
  ];
}

const generated = [
  ...Object.entries(layersOf).flatMap(([folder, layers]) =>
    layers.flatMap((layer) => overridesOf(folder, layers, layer)),
  ),
  overrideOf(["packages/db/**"], ["supabase"]),
  { files: UNRESTRICTED, rules: { [RULE]: "off" } },
];

/** The configuration with its import rules replaced by those of the layers. */
function lintConfig(text) {
  const config = JSON.parse(text);
  const others = config.overrides.flatMap(({ rules: { [RULE]: _old, ...rules }, ...override }) =>
    Object.keys(rules).length === 0 ? [] : [{ ...override, rules }],
  );
  return {
    ...config,
    rules: { ...config.rules, [RULE]: ruleOf() },
    overrides: [...others, ...generated],
  };
}

/** What is written by hand as oxfmt would, and what is generated in a line an override. */
function printConfig(config) {
  const byHand = config.overrides.slice(0, -generated.length);
  const [start, end] = JSON.stringify({ ...config, overrides: ["here"] }, null, 2).split('"here"');
  const lines = [
    ...byHand.map((override) => JSON.stringify(override, null, 2).replaceAll("\n", "\n    ")),
    ...generated.map((override) => JSON.stringify(override)),
  ];
  return `${start}${lines.join(",\n    ")}${end}\n`;
}

/** A table for each folder, top layer first. */
function picture() {
  return Object.entries(layersOf)
    .map(([folder, layers]) => {
      const rows = layers.map((layer) => [
        layer === FACES ? "_faces_" : `\`${layer}\``,
        about[folder]?.[layer] ?? "",
      ]);
      const header = [`\`${folder}\``, "holds"];
      const width = Math.max(...[header, ...rows].map(([name]) => name.length));
      const wide = Math.max(...[header, ...rows].map(([, text]) => text.length));
      const line = ([name, text]) => `| ${name.padEnd(width)} | ${text.padEnd(wide)} |`;
      const rule = `| ${"-".repeat(width)} | ${"-".repeat(wide)} |`;
      return [line(header), rule, ...rows.map(line)].join("\n");
    })
    .join("\n\n");
}

const MARKED = /(<!-- layers -->\n)[\s\S]*?(<!-- \/layers -->)/;

function withPicture(text) {
  return text.replace(MARKED, `$1\n${picture()}\n\n$2`);
}

const problems = [];
for (const [folder, layers] of Object.entries(layersOf)) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const isEmpty = () => readdirSync(join(root, folder, entry.name)).length === 0;
    if (entry.isDirectory() && !layers.includes(entry.name) && !isEmpty()) {
      problems.push(`${folder}/${entry.name} has no place in layers.json`);
    }
  }
}

const lintFile = join(root, ".oxlintrc.json");
const pictureFile = join(root, "ARCHITECTURE.md");
const lintText = readFileSync(lintFile, "utf8");
const pictureText = readFileSync(pictureFile, "utf8");
const isChecking = process.argv.includes("--check");

const lint = printConfig(lintConfig(lintText));
if (lintText !== lint) {
  if (isChecking) problems.push(".oxlintrc.json does not follow layers.json");
  else writeFileSync(lintFile, lint);
}
if (!MARKED.test(pictureText)) problems.push("ARCHITECTURE.md has no place for the layers");
else if (pictureText !== withPicture(pictureText)) {
  if (isChecking) problems.push("ARCHITECTURE.md does not show the layers of layers.json");
  else writeFileSync(pictureFile, withPicture(pictureText));
}

for (const problem of problems) console.error(`✗ ${problem}`);
if (problems.length > 0) console.error("  `npm run fix` writes what follows from layers.json.");
else console.log("✓ layers      imports run downward");
process.exit(problems.length === 0 ? 0 : 1);
