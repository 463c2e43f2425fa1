import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ApiKey,
  type Client,
  type Session,
  type SignIn,
  type Snapshot,
  snapshotSchema,
  type User,
} from "./records.ts";

/** The instance's data. The first four maps survive a restart; the others are short-lived. */
export interface Store {
  readonly users: Map<string, User>;
  /** By client token. */
  readonly clients: Map<string, Client>;
  readonly sessions: Map<string, Session>;
  readonly apiKeys: Map<string, ApiKey>;
  readonly signIns: Map<string, SignIn>;
  /** User ids by ticket; each ticket works once. */
  readonly tickets: Map<string, string>;
  /** Cookies by handshake nonce; each nonce works once. */
  readonly handshakes: Map<string, readonly string[]>;
  /** Writes the snapshot atomically, if anything changed. */
  save(): void;
}

/** Opens the snapshot in `dir`, or starts empty; null keeps everything in memory. */
export function openStore(dir: string | null): Store {
  const file = dir === null ? null : join(dir, "clerk.json");
  if (dir !== null) mkdirSync(dir, { recursive: true });
  const snapshot = readSnapshot(file);
  const store = {
    users: byKey(snapshot.users, (user) => user.id),
    clients: byKey(snapshot.clients, (client) => client.token),
    sessions: byKey(snapshot.sessions, (session) => session.id),
    apiKeys: byKey(snapshot.apiKeys, (key) => key.id),
    signIns: new Map<string, SignIn>(),
    tickets: new Map<string, string>(),
    handshakes: new Map<string, readonly string[]>(),
  };
  let written = "";
  const save = (): void => {
    if (file === null) return;
    const text = JSON.stringify(takeSnapshot(store));
    if (text === written) return;
    writeFileSync(`${file}.next`, text, { mode: 0o600 });
    renameSync(`${file}.next`, file);
    written = text;
  };
  return { ...store, save };
}

function takeSnapshot(store: Omit<Store, "save">): Snapshot {
  return {
    users: [...store.users.values()],
    // A sign-in in progress is lost; the form starts over.
    clients: [...store.clients.values()].map((client) => ({ ...client, signInId: null })),
    sessions: [...store.sessions.values()],
    apiKeys: [...store.apiKeys.values()],
  };
}

function readSnapshot(file: string | null): Snapshot {
  if (file === null || !existsSync(file))
    return { users: [], clients: [], sessions: [], apiKeys: [] };
  const parsed = snapshotSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`Clerk stand-in: cannot read ${file}; delete it to start afresh.`);
}

function byKey<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item> {
  return new Map(items.map((item) => [keyOf(item), item]));
}
