import type { OddRow } from "../state/state.ts";
import type { World } from "../world.ts";

interface Row {
  readonly uid: string;
  readonly view: object;
}

/** Rows of a person's list as a control has made them. */
export function listOddly(world: World, userId: number, page: readonly Row[]): unknown[] {
  const own = world.store.state.oddRows.filter((odd) => odd.userId === userId);
  return page.map(({ uid, view }) =>
    own.filter((odd) => odd.row === undefined && isAbout(odd, uid)).reduce(patch, view),
  );
}

/** Rows that are no bookings; they are on the first page of the person's list. */
export function furtherRows(world: World, userId: number): unknown[] {
  return world.store.state.oddRows
    .filter((odd) => odd.userId === userId)
    .flatMap(({ row }) => (row === undefined ? [] : [row]));
}

/** One booking as a control has made it in a person's list. */
export function viewOddly(world: World, { uid, view }: Row): object {
  return world.store.state.oddRows.filter((odd) => odd.uid === uid).reduce(patch, view);
}

function isAbout(odd: OddRow, uid: string): boolean {
  return odd.uid === null || odd.uid === uid;
}

function patch(view: object, { set, remove }: OddRow): object {
  const copy = structuredClone(view);
  for (const [path, value] of Object.entries(set)) {
    const [holder, key] = placeOf(copy, path);
    if (holder) Reflect.set(holder, key, value);
  }
  for (const path of remove) {
    const [holder, key] = placeOf(copy, path);
    if (holder) Reflect.deleteProperty(holder, key);
  }
  return copy;
}

/** The object that holds the last part of a path; null where the path leads nowhere. */
function placeOf(root: object, path: string): [holder: object | null, key: string] {
  const parts = path.split(".");
  const key = parts.pop() ?? "";
  let holder: object | null = root;
  for (const part of parts) {
    const next: unknown = holder === null ? null : Reflect.get(holder, part);
    holder = typeof next === "object" ? next : null;
  }
  return [holder, key];
}
