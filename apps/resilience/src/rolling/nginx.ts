import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface NginxOptions {
  /** The root of this repository. */
  readonly root: string;
  /** Its configuration, certificate and temporary files. */
  readonly folder: string;
  readonly port: number;
  /** The ports of the web programs. */
  readonly upstreams: readonly number[];
}

/** Whether Debian's nginx is installed. */
export function hasNginx(): boolean {
  return spawnSync("nginx", ["-v"]).status === 0;
}

/** Makes a certificate for `localhost`, which is valid for a day; returns its file. */
export function makeCertificate(folder: string): string {
  const file = join(folder, "certificate.pem");
  const key = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1".split(" ");
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", file];
  const made = spawnSync("openssl", ["req", ...key, ...name, ...files]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${String(made.stderr)}`);
  return file;
}

/** Starts nginx with HTTP/2 in front of the web programs, as docs/deploy.md describes it. */
export async function startNginx(options: NginxOptions): Promise<ChildProcess> {
  const file = join(options.folder, "nginx.conf");
  mkdirSync(join(options.folder, "temp"), { recursive: true });
  writeFileSync(file, configurationOf(options));
  const child = spawn("nginx", ["-c", file, "-p", options.folder], { stdio: "inherit" });
  const failed = once(child, "exit").then(([code]: number[]) => {
    throw new Error(`nginx exited with ${code}.`);
  });
  await Promise.race([failed, untilListening(options.port)]);
  failed.catch(() => undefined);
  return child;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(`https://localhost:${port}/api/health?probe=live`).catch(
      () => null,
    );
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("nginx does not listen.");
}

/** deploy/nginx.conf, with the addresses and files of this run, and in the words of Debian's nginx, which is older. */
function configurationOf({ root, folder, port, upstreams }: NginxOptions): string {
  const servers = [...upstreams];
  const site = readFileSync(join(root, "deploy/nginx.conf"), "utf8")
    .replaceAll(/server web\d:3000/g, () => `server 127.0.0.1:${servers.shift()}`)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port} ssl http2;`)
    .replace(/^ *http2 on;$/m, "")
    .replaceAll(/\S+\/fullchain\.pem/g, join(folder, "certificate.pem"))
    .replaceAll(/\S+\/privkey\.pem/g, join(folder, "key.pem"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, "temp", name)};`,
  );
  return `daemon off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${join(folder, "nginx.pid")};
error_log ${join(folder, "error.log")} warn;
events { worker_connections 2048; }
http {
access_log off;
${temporary.join("\n")}
${site}
}
`;
}
