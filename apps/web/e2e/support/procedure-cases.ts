import { appRouter } from "@reslot/api";
import { ulid } from "ulid";
import { expect } from "vitest";
import { type RawAnswer, send } from "./attackers.ts";
import { bookingUlid, moveInput, mutate, person, query, rows, stack } from "./stack.ts";
import { startsWithVerdict } from "./stack.ts";

export interface ProcedureCase {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  /** What a participant of the booking "connected" could send with success. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What everybody else is told: a refusal, or 200 about things of their own. */
  readonly foreign: "NOT_FOUND" | "INVALID_INPUT" | "OWN";
  /** The same about something that is not there, where an input names something. */
  readonly missing?: Readonly<Record<string, unknown>>;
}

/** Every procedure that there is, with its kind; one that `procedureCases` does not know has to fail a test. */
export function allProcedures(): { path: string; type: string }[] {
  // oxlint-disable-next-line no-underscore-dangle -- the one list of procedures that tRPC has
  const procedures = appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: string } }
  >;
  return Object.entries(procedures).map(
    ([
      path,
      {
        _def: { type },
      },
    ]) => ({ path, type }),
  );
}

/**
 * What each procedure is attacked with. The coach moves the meeting once for it, so that there is an attempt of
 * theirs and an unread notification of the mentee's to reach for.
 */
export async function procedureCases(): Promise<ProcedureCase[]> {
  const [first, second] = (await startsWithVerdict("mentee", "connected", "mutual")).slice(9);
  const made = await moveInput("coach", "connected", first ?? "");
  const { status, error } = await mutate("coach", "booking.reschedule", made);
  if (status !== 200) throw new Error(`The meeting was not moved: ${error?.code ?? status}`);
  const unread = await query<{ items: { ulid: string }[] }>("mentee", "notification.list", {});
  const notification = { notificationUlid: unread.data.items[0]?.ulid };
  const move = await moveInput("coach", "connected", second ?? "");
  const booking = { bookingUlid: bookingUlid("connected") };
  const noBooking = { bookingUlid: ulid() };
  const to = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString();
  const range = { from: new Date().toISOString(), to, timeZone: "UTC" };
  return [
    asks("booking.list", { when: "upcoming" }),
    asks("booking.get", booking, noBooking),
    asks("booking.availability", { ...booking, ...range }, { ...noBooking, ...range }),
    tells("booking.reschedule", move, { ...move, ...noBooking, attemptUlid: ulid() }),
    asks("booking.rescheduleStatus", { attemptUlid: made.attemptUlid }, { attemptUlid: ulid() }),
    { ...asks("booking.onChange", booking, noBooking), type: "subscription" },
    asks("booking.history", booking, noBooking),
    asks("notification.list", {}),
    asks("notification.unreadCount", {}),
    { ...asks("notification.onNew", {}), type: "subscription" },
    tells("notification.markRead", notification, { notificationUlid: ulid() }),
    tells("notification.markAllRead", {}),
    asks("calConnection.get", {}),
    { ...tells("calConnection.connectWithApiKey", coachsKey()), foreign: "INVALID_INPUT" },
    tells("calConnection.disconnect", {}),
  ];
}

/** Calls a procedure as this caller would. */
export function call(
  { path, type }: Pick<ProcedureCase, "path" | "type">,
  input: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const body = JSON.stringify(input);
  return type !== "mutation"
    ? send(`/api/trpc/${path}?input=${encodeURIComponent(body)}`, { headers })
    : send(`/api/trpc/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
}

type Input = Readonly<Record<string, unknown>>;

function asks(path: string, input: Input, missing?: Input): ProcedureCase {
  return caseOf("query", path, { input, missing });
}

function tells(path: string, input: Input, missing?: Input): ProcedureCase {
  return caseOf("mutation", path, { input, missing });
}

function caseOf(
  type: ProcedureCase["type"],
  path: string,
  { input, missing }: { input: Input; missing: Input | undefined },
): ProcedureCase {
  return { type, path, input, ...(missing && { missing }), foreign: missing ? "NOT_FOUND" : "OWN" };
}

/** The key of an account that is the coach's already. */
function coachsKey(): Input {
  const users: readonly { key: string; calApiKey?: string | null }[] = stack.users;
  return { apiKey: users.find(({ key }) => key === "coach")?.calApiKey };
}

/** What belongs to the two people of the booking "connected" and may be read by nobody else. */
export async function canariesOfThePair(): Promise<string[]> {
  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid("connected")}` });
  const pair = [person("coach"), person("mentee")];
  return [
    bookingUlid("connected"),
    String(row?.["calBookingId"]),
    ...pair.map(({ email }) => email),
    ...pair.map(({ userUlid }) => userUlid),
    ...pair.map(({ apiKey }) => apiKey),
  ];
}

/** Nothing of the pair is in an answer, its headers included; what the asker sent does not count. */
export function expectNothingOfThePair(answer: RawAnswer, canaries: readonly string[]): void {
  const said = `${answer.text}${JSON.stringify([...answer.headers])}`;
  for (const canary of canaries.slice(1)) expect(said).not.toContain(canary);
}
