import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyState, stateSchema, type State } from "./state.ts";

/** The whole state in memory, mirrored to one file. */
export interface Store {
  readonly state: State;
  /**
   * Writes the state to disk synchronously: to a new file that then replaces the old one, so that a
   * process killed at any moment leaves a complete snapshot.
   */
  readonly save: () => void;
  /** Clears the state and writes it. */
  readonly clear: () => void;
  /** The next free id of a kind, starting at `first`. */
  readonly nextId: (kind: string, first?: number) => number;
}

/** Opens the snapshot in `dir`, or starts empty; null keeps the state in memory. */
export function openStore(dir: string | null): Store {
  const file = dir === null ? null : join(dir, "cal.json");
  if (dir !== null) mkdirSync(dir, { recursive: true });
  const state = file === null ? emptyState() : readSnapshot(file);
  const save = (): void => {
    if (file === null) return;
    writeFileSync(`${file}.next`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.next`, file);
  };
  return {
    state,
    save,
    clear: () => {
      Object.assign(state, emptyState());
      save();
    },
    nextId: (kind, first = 1) => {
      const id = state.nextIds[kind] ?? first;
      state.nextIds[kind] = id + 1;
      return id;
    },
  };
}

function readSnapshot(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return emptyState();
  }
  const parsed = stateSchema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new Error(
      `Cal.com stand-in: ${file} is not a snapshot it can read; delete it to start over.`,
    );
  return parsed.data;
}
