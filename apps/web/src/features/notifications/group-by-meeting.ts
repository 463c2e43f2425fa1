import type { NotificationItem } from "@reslot/api";

/** What is new of one meeting, as one row. */
export interface MeetingNews {
  /** The newest of its notifications, with the first old time where the meeting was moved more than once. */
  latest: NotificationItem;
  /** How many moves in a row the newest one ends; 0 where it is no move. */
  moves: number;
  /** Whether there may be more of them on another page. */
  isAtLeast: boolean;
  /** Who made them, the first one first, each person once. */
  movers: NotificationItem[];
  /** The notifications that have not been read. */
  unread: string[];
}

/** Whether there are notifications before and after a page. */
interface Page {
  hasNewer: boolean;
  hasOlder: boolean;
}

/** One row for each meeting, in the order of its newest notification. */
export function groupByMeeting(items: readonly NotificationItem[], page: Page): MeetingNews[] {
  const byMeeting = new Map<string, NotificationItem[]>();
  for (const item of items) {
    const known = byMeeting.get(item.bookingUlid);
    if (known) known.push(item);
    else byMeeting.set(item.bookingUlid, [item]);
  }
  return [...byMeeting.values()].flatMap((each) => newsOf(each, page));
}

function newsOf(items: readonly NotificationItem[], page: Page): MeetingNews[] {
  const [latest] = items;
  if (!latest) return [];
  const moves = movesAtFront(items);
  const first = moves.at(-1);
  return [
    {
      latest: first ? { ...latest, was: first.was } : latest,
      moves: moves.length,
      isAtLeast: page.hasNewer || (page.hasOlder && moves.length === items.length),
      movers: moves
        .toReversed()
        .filter((move, index, all) => all.findIndex(({ actor }) => actor === move.actor) === index),
      unread: items.filter(({ readAt }) => readAt === null).map(({ ulid }) => ulid),
    },
  ];
}

/** The newest notifications as long as each of them tells of a move. */
function movesAtFront(items: readonly NotificationItem[]): NotificationItem[] {
  const end = items.findIndex(({ was, now }) => was === null || now === null);
  return items.slice(0, end === -1 ? items.length : end);
}
