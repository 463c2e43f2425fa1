import type { Change } from "@reslot/db";

export interface ChangeListener {
  /** The bookings and people whose changes it gets: ULIDs. */
  about: ReadonlySet<string>;
  tell: (change: Change) => void;
}

export interface ChangeListeners {
  areAny(): boolean;
  add(listener: ChangeListener): Entry;
  tell(change: Change): void;
}

export interface Entry {
  /** To be called when `about` has grown. */
  update: () => void;
  leave: () => void;
}

/** Listeners by what they are about. */
export function createChangeListeners(): ChangeListeners {
  const all = new Set<ChangeListener>();
  const byUlid = new Map<string, Set<ChangeListener>>();

  return {
    areAny: () => all.size > 0,
    add(listener) {
      const update = () => {
        for (const ulid of listener.about) {
          byUlid.set(ulid, (byUlid.get(ulid) ?? new Set()).add(listener));
        }
      };
      all.add(listener);
      update();
      return {
        update,
        leave() {
          all.delete(listener);
          for (const ulid of listener.about) {
            byUlid.get(ulid)?.delete(listener);
            if (byUlid.get(ulid)?.size === 0) byUlid.delete(ulid);
          }
        },
      };
    },
    tell(change) {
      const subjects = subjectsOf(change).flatMap((ulid) => [...(byUlid.get(ulid) ?? [])]);
      for (const listener of new Set(subjects)) listener.tell(change);
    },
  };
}

function subjectsOf(change: Change): string[] {
  if (change.kind === "notification") return [change.userUlid];
  const { bookingUlid, coachUserUlid, menteeUserUlid } = change;
  return [bookingUlid, coachUserUlid, ...(menteeUserUlid === null ? [] : [menteeUserUlid])];
}
