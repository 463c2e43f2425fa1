import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..", "..", "..");
const modules = join(import.meta.dirname, "..", "node_modules");
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");

const layout = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`;

const emptyPage = `export default function Page() {
  return <h1>Empty</h1>;
}`;

/** The same page with what both Clerk and we use: links, the router and the query cache. */
const basePage = `import { Base } from "../base";
export default function Page() {
  return <><h1>Empty</h1><Base /></>;
}`;

const base = `"use client";
import { QueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
export function Base() {
  const router = useRouter();
  const [client] = useState(() => new QueryClient());
  return <Link href="/" onClick={() => client.clear() ?? router.refresh()}>{usePathname()}</Link>;
}`;

/** That page with what every page of ours uses from Clerk: its provider and its account button. */
const clerkPage = `import { ClerkProvider } from "@clerk/nextjs";
import { Base } from "../base";
import { Account } from "./account";
export default function Page() {
  return <ClerkProvider><h1>Empty</h1><Base /><Account /></ClerkProvider>;
}`;

const account = `"use client";
import { UserButton } from "@clerk/nextjs";
export function Account() {
  return <UserButton />;
}`;

export interface EmptyApp {
  readonly emptyUrl: string;
  readonly baseUrl: string;
  readonly clerkUrl: string;
  stop(): Promise<void>;
}

/**
 * Writes an app with an empty page and one with Clerk into a temporary folder, builds it with the
 * Next.js of this package and serves it on a free port.
 *
 * @throws {Error} with the build's output when it fails.
 */
export async function startEmptyApp(): Promise<EmptyApp> {
  const folder = writeApp();
  build(folder);
  const server = spawn(process.execPath, [next, "start", "-p", "0", "-H", "127.0.0.1"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = await addressOf(createInterface({ input: server.stdout }));
  return {
    emptyUrl: `${url}/`,
    baseUrl: `${url}/base`,
    clerkUrl: `${url}/clerk`,
    async stop() {
      server.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Inside the repository, since the bundler's root does not reach beyond it. */
function writeApp(): string {
  const local = join(root, ".local");
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, "empty-app-"));
  symlinkSync(modules, join(folder, "node_modules"), "dir");
  for (const name of ["base", "clerk"]) mkdirSync(join(folder, "app", name), { recursive: true });
  const files = {
    "package.json": JSON.stringify({ name: "empty", private: true, type: "module" }),
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };`,
    "app/layout.jsx": layout,
    "app/page.jsx": emptyPage,
    "app/base.jsx": base,
    "app/base/page.jsx": basePage,
    "app/clerk/page.jsx": clerkPage,
    "app/clerk/account.jsx": account,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function build(folder: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The empty app does not build.\n${stdout}\n${stderr}`);
}

function addressOf(lines: AsyncIterable<string>): Promise<string> {
  return firstMatch(lines, /http:\/\/127\.0\.0\.1:\d+/);
}

async function firstMatch(lines: AsyncIterable<string>, pattern: RegExp): Promise<string> {
  for await (const line of lines) {
    const [found] = pattern.exec(line) ?? [];
    if (found) return found;
  }
  throw new Error("The empty app ended before it was ready.");
}
