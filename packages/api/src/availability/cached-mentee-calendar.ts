import {
  combineMenteeTime,
  type MenteeAccount,
  type MenteeWindow,
  selectedOf,
} from "../core/combine-mentee-time.ts";
import { accountKey, type OpenConnection, forReading } from "../core/connection.ts";
import { padToDays } from "../core/pad-to-days.ts";
import { readWindows } from "../core/read-windows.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";
import {
  type MenteeCalendarDeps,
  type MenteeReading,
  type MenteeToRead,
  readMenteeAccount,
  readMenteeWindow,
  readOrSayWhy,
  zoneOf,
} from "./mentee-calendar.ts";

/** Two months: most views need one of them, and each costs three requests. */
const weeksAtOnce = 8;

/**
 * The mentee's time for a view, up to a minute old: see `readMenteeCalendar`. What does not depend on the
 * range is read once for all ranges, and the rest for windows of weeks, once for all of the person's meetings.
 */
export function readCachedMenteeCalendar(
  deps: MenteeCalendarDeps,
  input: MenteeToRead,
): Promise<MenteeReading> {
  return readOrSayWhy(deps, input, async (mentee) => {
    const reading = deps.caches.menteeAccounts.get(accountKey(mentee), (known) =>
      readMenteeAccount(deps, forReading(mentee, known)),
    );
    const [account, read] = await Promise.all([
      reading,
      readAll(deps, { ...input, mentee, reading }),
    ]);
    const isRight = read.every(({ value }) => hasCalendarsOf(account.value, value));
    const parts = isRight ? read : await readWithAccount(deps, { ...input, mentee, reading });
    const { booking } = input;
    const window = padToDays(input.window);
    const windows = parts.map(({ value }) => value);
    return {
      value: combineMenteeTime({ booking, window }, { account: account.value, windows }),
      readAt: Math.min(account.readAt, ...parts.map(({ readAt }) => readAt)),
    };
  });
}

type WindowsToRead = MenteeToRead & {
  mentee: OpenConnection;
  reading: Promise<CachedValue<MenteeAccount>>;
};

function readAll(deps: MenteeCalendarDeps, { mentee, reading, ...input }: WindowsToRead) {
  const account = reading.then(({ value }) => value);
  account.catch(() => undefined); // the caller awaits it
  return Promise.all(
    readWindows(input.window, weeksAtOnce).map((each) =>
      deps.caches.menteeWindows.get(`${accountKey(mentee)} ${each.start}`, (known) =>
        readMenteeWindow(deps, {
          mentee: forReading(mentee, known),
          window: padToDays(each),
          account,
          timeZone: zoneOf(input),
        }),
      ),
    ),
  );
}

/** Other calendars count since the windows were read. */
function readWithAccount(
  deps: MenteeCalendarDeps,
  windows: WindowsToRead,
): ReturnType<typeof readAll> {
  deps.caches.menteeWindows.deleteByPrefix(accountKey(windows.mentee));
  return readAll(deps, windows);
}

function hasCalendarsOf(account: MenteeAccount, { calendars }: MenteeWindow): boolean {
  return JSON.stringify(selectedOf(account.calendars)) === JSON.stringify(calendars);
}
