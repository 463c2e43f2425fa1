import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))));

/** Every server of the stack, with the port it takes unless its variable says otherwise. */
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
  /** Where everything that is made on this machine lives: keys, data, logs, stack.json. */
  readonly localDir: string;
  /** Hot reload instead of the built product. */
  readonly isDev: boolean;
  /** Free ports instead of the usual ones, so that a test's stack never meets a person's. */
  readonly isEphemeral: boolean;
  /** How many servers of the web app share the rest; the first one is the origin of all of them. */
  readonly webs: number;
  /** The ports that were asked for; a test's stack picks its own when it starts. */
  readonly ports: Ports;
  /** Variables that a caller adds to the product's environment, e.g. shorter waits in tests. */
  readonly overrides: Readonly<Record<string, string>>;
}

const OPTIONS = "--dev, --ephemeral, --dir, --webs, --set";
const portSchema = z.coerce.number().int().min(1).max(65_535);

function readPort(name: ServiceName, env: NodeJS.ProcessEnv): number {
  const { variable, port } = SERVICES[name];
  const parsed = portSchema.safeParse(env[variable] ?? port);
  if (!parsed.success) throw new Error(`${variable} must be a port number between 1 and 65535.`);
  return parsed.data;
}

/**
 * Reads the launcher's command line: `--dev`, `--ephemeral`, `--dir FOLDER`, `--webs N`, `--set NAME=VALUE`.
 *
 * @throws {Error} in plain words when a flag or a port makes no sense.
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): StackSettings {
  const rest = [...args];
  const overrides: Record<string, string> = {};
  let localDir = join(root, ".local");
  let isDev = false;
  let isEphemeral = false;
  let webs = 1;

  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--dev") isDev = true;
    else if (flag === "--ephemeral") isEphemeral = true;
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
  return { root, localDir, isDev, isEphemeral, webs, ports, overrides };
}

function readWebs(text: string | undefined): number {
  const webs = Number(text);
  if (!Number.isInteger(webs) || webs < 1) throw new Error("--webs wants a whole number.");
  return webs;
}

function readOverride(pair: string | undefined): Record<string, string> {
  const [name, ...value] = (pair ?? "").split("=");
  if (!name || value.length === 0) throw new Error("--set wants NAME=VALUE.");
  return { [name]: value.join("=") };
}
