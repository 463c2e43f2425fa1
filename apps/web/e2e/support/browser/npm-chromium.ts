import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The executable of a browser, and the environment that it needs. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const cacheDir = fileURLToPath(new URL("../../../node_modules/.cache/chromium", import.meta.url));

/** Where `unpackChromium` puts the Chromium from the npm package, and what its process needs. */
export function npmChromium(): Chromium {
  const home = join(cacheDir, packageVersion());
  return {
    executablePath: join(home, "chromium"),
    env: {
      LD_LIBRARY_PATH: join(home, "al2023", "lib"),
      FONTCONFIG_PATH: join(home, "fonts"),
    },
  };
}

/**
 * Unpacks that Chromium with its libraries and fonts, once per version: into a temporary folder and
 * then renamed, so that no killed or concurrent process leaves half a browser.
 */
export async function unpackChromium(): Promise<void> {
  const home = join(cacheDir, packageVersion());
  if (existsSync(home)) return;
  mkdirSync(cacheDir, { recursive: true });
  const aside = mkdtempSync(join(cacheDir, "unpacking-"));
  await unpackInto(aside);
  writeFileSync(join(aside, "fonts", "fonts.conf"), fontSettings(home));
  try {
    renameSync(aside, home);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

/** The package unpacks to the temporary folder, and its libraries only if it detects AWS Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const pretend = { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  const before = { ...process.env };
  Object.assign(process.env, pretend);
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
  } finally {
    for (const name of [...Object.keys(pretend), "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The package's own fontconfig looks for fonts in Lambda's folders. */
function fontSettings(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

function packageVersion(): string {
  const manifest = findPackageJSON("@sparticuz/chromium", import.meta.url);
  if (!manifest) throw new Error("@sparticuz/chromium is not installed.");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return version;
}
