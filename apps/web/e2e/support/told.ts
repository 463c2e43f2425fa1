import { expect } from "vitest";
import {
  type BookingKey,
  bookingUlid,
  countSettledMails,
  eventually,
  getBooking,
  type Mail,
  mailsTo,
  moveInput,
  mutate,
  person,
  type PersonKey,
  query,
  rescheduleCalls,
  rows,
  stack,
} from "./stack.ts";

export const MAKE_SURE = "Make sure this time works for you. Let us know if you need to change it.";
export const MOVE_AGAIN = "If the new time doesn’t suit you, you can move it again.";

const names: Readonly<Record<PersonKey, string>> = {
  coach: "Sam Okafor",
  coach2: "Dana Whitfield",
  mentee: "Alex Rivera",
  menteeUnconnected: "Maya Lindqvist",
  stranger: "Robin Vale",
};

interface NotificationView {
  ulid: string;
  bookingUlid: string;
  newStartTime: string;
  text: string;
  readAt: string | null;
}

async function listNotifications(key: PersonKey): Promise<NotificationView[]> {
  const { data } = await query<{ items: NotificationView[] }>(key, "notification.list", {});
  return data.items;
}

/** How often Cal.com was asked to move something, and what a person had been told, before something happens. */
export async function before(reader: PersonKey) {
  const known = new Set((await listNotifications(reader)).map(({ ulid }) => ulid));
  const mails = await countSettledMails(reader);
  return { reader, known, mails, calls: (await rescheduleCalls()).length };
}

export type Before = Awaited<ReturnType<typeof before>>;

/** The one notification and the one mail that a person has since then, both unread. */
export async function toldSince(
  since: Before,
  booking: BookingKey,
): Promise<{ text: string; newStart: number; mail: Mail }> {
  const items = (await listNotifications(since.reader)).filter(
    ({ ulid }) => !since.known.has(ulid),
  );
  expect(items).toEqual([
    expect.objectContaining({ bookingUlid: bookingUlid(booking), readAt: null }),
  ]);
  const mails = await eventually(async () => {
    const all = await mailsTo(since.reader);
    return all.length > since.mails ? all : null;
  });
  expect(mails).toHaveLength(since.mails + 1);
  const [item] = items;
  const [mail] = mails;
  if (!item || !mail) throw new Error(`${since.reader} was told nothing.`);
  return { text: item.text, newStart: Date.parse(item.newStartTime), mail };
}

interface Moved {
  booking: BookingKey;
  start: string;
  mover: PersonKey;
  /** What the other person had been told before. */
  since: Before;
  /** The sentence that tells them what they can do about it; null: none of them. */
  followUp?: string | null;
}

/** Reads every place that a move has to reach. Returns what the other person is told. */
export async function expectMoved({ booking, start, mover, since, followUp = null }: Moved) {
  const seen = await getBooking(mover, booking);
  expect(Date.parse(seen.startTime)).toBe(Date.parse(start));
  expect((await rescheduleCalls()).length).toBe(since.calls + 1);

  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(booking)}` });
  const atCal = await fetch(`${stack.calUrl}/v2/bookings/${String(row?.["calBookingId"])}`, {
    headers: { "cal-api-version": "2024-08-13" },
  });
  expect(await atCal.json()).toMatchObject({
    data: { start: new Date(start).toISOString(), rescheduledByEmail: person(mover).email },
  });

  const { text, newStart, mail } = await toldSince(since, booking);
  expect(newStart).toBe(Date.parse(start));
  expect(text).toMatch(new RegExp(`^${names[mover]} moved “.+” from .+ to .+\\.`));
  expect(mail.subject).toMatch(/^Moved to /);
  expect(mail.text).toMatch(/^New time: .+\n\nOld time: .+$/m);
  for (const sentence of [MAKE_SURE, MOVE_AGAIN]) {
    expect([sentence, text.includes(sentence)]).toEqual([sentence, sentence === followUp]);
    expect([sentence, mail.text.includes(sentence)]).toEqual([sentence, sentence === followUp]);
  }
  return text;
}

/** Sends a move as a program would; `extras` say that it is meant against the mentee's calendar. */
export async function send(
  key: PersonKey,
  booking: BookingKey,
  { start, ...extras }: { start: string; overrideConflict?: true; reason?: string },
) {
  const input = { ...(await moveInput(key, booking, start)), ...extras };
  return mutate<{ outcome: string }>(key, "booking.reschedule", input);
}
