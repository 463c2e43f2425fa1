import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))));

/** Every service of the stack, with its default port and the variable that overrides it. */
export const SERVICES = {
  web: { variable: "WEB_PORT", port: 3000 },
  cal: { variable: "CAL_PORT", port: 4100 },
  clerk: { variable: "CLERK_PORT", port: 4011 },
  supabase: { variable: "SUPABASE_PORT", port: 54_321 },
  mail: { variable: "MAIL_PORT", port: 4009 },
} as const;

export type ServiceName = keyof typeof SERVICES;
export type Ports = Readonly<Record<ServiceName, number>>;

export interface StackSettings {
  readonly root: string;
  /** Folder of everything generated on this machine: keys, data, logs, stack.json. */
  readonly localDir: string;
  /** Hot reload instead of the built product. */
  readonly isDev: boolean;
  /** Free ports instead of the default ones, so that a test's stack runs beside any other. */
  readonly isEphemeral: boolean;
  /** Only the people and bookings that the journeys act on: a faster start, and less that goes on beside them. */
  readonly isSmallDemo: boolean;
  /** How many servers of the web app there are; all of them use the origin of the first. */
  readonly webs: number;
  /** The configured ports; an ephemeral stack ignores them. */
  readonly ports: Ports;
  /** Variables added to the product's environment, for example shorter waits in tests. */
  readonly overrides: Readonly<Record<string, string>>;
}

const OPTIONS = "--dev, --ephemeral, --small-demo, --dir, --webs, --set";
const portSchema = z.coerce.number().int().min(1).max(65_535);

function readPort(name: ServiceName, env: NodeJS.ProcessEnv): number {
  const { variable, port } = SERVICES[name];
  const parsed = portSchema.safeParse(env[variable] ?? port);
  if (!parsed.success) throw new Error(`${variable} must be a port number between 1 and 65535.`);
  return parsed.data;
}

/**
 * Reads the launcher's command line: `--dev`, `--ephemeral`, `--small-demo`, `--dir FOLDER`, `--webs N`,
 * `--set NAME=VALUE`.
 *
 * @throws {Error} with a message for the terminal if a flag or a port is invalid.
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): StackSettings {
  const rest = [...args];
  const overrides: Record<string, string> = {};
  let localDir = join(root, ".local");
  let isDev = false;
  let isEphemeral = false;
  let isSmallDemo = false;
  let webs = 1;

  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--dev") isDev = true;
    else if (flag === "--ephemeral") isEphemeral = true;
    else if (flag === "--small-demo") isSmallDemo = true;
    else if (flag === "--dir") localDir = rest.shift() ?? localDir;
    else if (flag === "--webs") webs = readWebs(rest.shift());
    else if (flag === "--set") Object.assign(overrides, readOverride(rest.shift()));
    else throw new Error(`There is no option ${flag}. Choose from ${OPTIONS}.`);
  }
  const ports: Ports = {
    web: readPort("web", env),
    cal: readPort("cal", env),
    clerk: readPort("clerk", env),
    supabase: readPort("supabase", env),
    mail: readPort("mail", env),
  };
  return { root, localDir, isDev, isEphemeral, isSmallDemo, webs, ports, overrides };
}

function readWebs(text: string | undefined): number {
  const webs = Number(text);
  if (!Number.isInteger(webs) || webs < 1) throw new Error("--webs needs a whole number.");
  return webs;
}

function readOverride(pair: string | undefined): Record<string, string> {
  const [name, ...value] = (pair ?? "").split("=");
  if (!name || value.length === 0) throw new Error("--set needs NAME=VALUE.");
  return { [name]: value.join("=") };
}
