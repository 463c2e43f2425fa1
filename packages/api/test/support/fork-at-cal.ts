import { anonymousCal } from "../../src/core/cal-use.ts";
import type { Meeting } from "./meeting.ts";

/** On a busy machine the second of two moves may come when the first is done. */
const triesAtMost = 20;

interface Arranged {
  meeting: Meeting;
  /** At Cal.com. */
  uid: string;
}

/**
 * A meeting that Cal.com has moved to two times at once, which it does to one whose moves overlap; one that only moved
 * is left behind.
 *
 * @throws {Error} when none of many was
 */
export async function forkAtCal<Each extends Arranged>(
  arrange: () => Promise<Each>,
  starts: (meeting: Meeting) => readonly [string, string],
): Promise<Each & { successors: string[] }> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const arranged = await arrange();
    const { meeting, uid } = arranged;
    const { bookings } = meeting.ports.cal(anonymousCal, { purpose: "sync" });
    const rescheduledBy = meeting.people.coach.email;
    const moves = starts(meeting).map((start) =>
      bookings.reschedule(uid, { start, rescheduledBy }),
    );
    const moved = (await Promise.allSettled(moves)).flatMap((each) =>
      each.status === "fulfilled" ? [each.value.uid] : [],
    );
    if (moved.length === 2) return { ...arranged, successors: moved };
  }
  throw new Error(`Cal.com has moved none of ${triesAtMost} meetings to two times.`);
}
