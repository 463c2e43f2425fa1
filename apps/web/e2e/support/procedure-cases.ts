import { appRouter } from "@reslot/api";
import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { expect } from "vitest";
import { type RawAnswer, send } from "./attackers.ts";
import { bookingUlid, eventually, moveInput, mutate, person, query, rows, stack } from "./stack.ts";
import { startsWithVerdict } from "./stack.ts";

export interface ProcedureCase {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  /** An input that succeeds for a participant of the booking "connected". */
  readonly input: Readonly<Record<string, unknown>>;
  /** The answer to everyone else: a refusal, or 200 with their own data. NOT_MET: no meeting with that person. */
  readonly foreign: "NOT_FOUND" | "NOT_MET" | "INVALID_INPUT" | "OWN";
  /** No API key may call it. */
  readonly isSessionOnly?: true;
  /** The same input about something that does not exist, where an input names something. */
  readonly missing?: Readonly<Record<string, unknown>>;
}

/** Every procedure with its kind. A test fails for one that `procedureCases` does not cover. */
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
 * The inputs that each procedure is attacked with. Moves the meeting once as the coach, so that
 * there is an attempt of the coach's and an unread notification of the mentee's.
 */
export async function procedureCases(): Promise<ProcedureCase[]> {
  const [first, second] = await startsWithVerdict("mentee", "connected", "mutual");
  const made = await moveInput("coach", "connected", first ?? "");
  // Another test may have made Cal.com refuse the coach, whose account is held back for seconds then.
  const { status, error } = await eventually(async () => {
    const answer = await mutate("coach", "booking.reschedule", made);
    return answer.error?.code === "SERVICE_BUSY" ? null : answer;
  });
  if (status !== 200) throw new Error(`The meeting was not moved: ${error?.code ?? status}`);
  const unread = await query<{ items: { ulid: string }[] }>("mentee", "notification.list", {});
  const notification = { notificationUlid: unread.data.items[0]?.ulid };
  const move = await moveInput("coach", "connected", second ?? "");
  const booking = { bookingUlid: bookingUlid("connected") };
  const read = { ...booking, version: move.expectedVersion };
  // No move of it waits for an answer: the coach reads so, and nobody else learns of it.
  const answer = { ...booking, expectedVersion: 2, attemptUlid: ulid() };
  const noBooking = { bookingUlid: ulid() };
  const to = new Date(Date.now() + 7 * dayMs).toISOString();
  const range = { from: new Date().toISOString(), to, timeZone: "UTC" };
  return [
    asks("booking.list", { when: "upcoming" }),
    asks("booking.get", booking, noBooking),
    asks("booking.availability", { ...booking, ...range }, { ...noBooking, ...range }),
    tells("booking.reschedule", move, { ...move, ...noBooking, attemptUlid: ulid() }),
    tells("booking.confirm", answer, { ...answer, ...noBooking }),
    tells("booking.decline", answer, { ...answer, ...noBooking }),
    asks("booking.rescheduleStatus", { attemptUlid: made.attemptUlid }, { attemptUlid: ulid() }),
    { ...asks("booking.onChange", booking, noBooking), type: "subscription" },
    tells("booking.acknowledge", read, { ...read, ...noBooking }),
    asks("booking.history", booking, noBooking),
    asks("notification.list", {}),
    asks("notification.unreadCount", {}),
    { ...asks("notification.onNew", {}), type: "subscription" },
    { ...asks("live.onChange", named(booking), named(noBooking)), type: "subscription" },
    tells("notification.markRead", notification, { notificationUlid: ulid() }),
    tells("notification.markAllRead", {}),
    asks("sharing.list", {}),
    aboutPerson("sharing.allow", { coachUserUlid: person("coach").userUlid }),
    aboutPerson("sharing.stop", { coachUserUlid: person("coach").userUlid }),
    aboutPerson("sharing.restore", { coachUserUlid: person("coach").userUlid }),
    aboutPerson("sharing.ask", { menteeUserUlid: person("mentee").userUlid }),
    { ...tells("sharing.disown", booking, noBooking), isSessionOnly: true },
    asks("person.get", {}),
    // A browser that says UTC hides its zone: it answers, and changes nothing.
    tells("person.update", { timeZone: "UTC", timeZoneFrom: "browser" }),
    { ...asks("person.export", {}), isSessionOnly: true },
    // Without the word that confirms it: the people are needed for other tests.
    { ...tells("person.delete", { confirm: "" }), foreign: "INVALID_INPUT", isSessionOnly: true },
    asks("calConnection.get", {}),
    { ...tells("calConnection.connectWithApiKey", coachsKey()), foreign: "INVALID_INPUT" },
    tells("calConnection.remindCoach", booking, noBooking),
    tells("calConnection.disconnect", {}),
  ];
}

/** Calls a procedure with these credentials. */
export function call(
  { path, type }: Procedure,
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

type Procedure = Pick<ProcedureCase, "path" | "type">;

/** A procedure to call, and with what. */
export type Call = Procedure & { readonly input: object };

/** The most calls in a batch, and the longest input that an address has room for beside others. */
const MOST_CALLS = 10;
const LONGEST_BESIDE_OTHERS = 500;

/** Makes these calls, several in one request where they fit. The answers are in their order. */
export async function callAll(
  calls: readonly Call[],
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer[]> {
  const answers = new Map<Call, RawAnswer>();
  for (const batch of batchesOf(calls)) {
    const answered = await callTogether(batch, headers);
    for (const [index, answer] of answered.entries()) {
      const made = batch[index];
      if (made) answers.set(made, answer);
    }
  }
  return calls.map((each) => {
    const answer = answers.get(each);
    if (!answer) throw new Error(`${each.path} was not answered.`);
    return answer;
  });
}

function batchesOf(calls: readonly Call[]): Call[][] {
  const isAlone = ({ type, input }: Call) =>
    type === "subscription" || JSON.stringify(input).length > LONGEST_BESIDE_OTHERS;
  const batches = calls.filter(isAlone).map((each) => [each]);
  for (const type of ["query", "mutation"] as const) {
    const together = calls.filter((each) => each.type === type && !isAlone(each));
    for (let at = 0; at < together.length; at += MOST_CALLS) {
      batches.push(together.slice(at, at + MOST_CALLS));
    }
  }
  return batches;
}

interface BatchedAnswer {
  error?: { data: { httpStatus: number; app: { code: string } | null } };
}

async function callTogether(
  batch: readonly Call[],
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer[]> {
  const [first] = batch;
  if (!first) return [];
  if (batch.length === 1) return [await call(first, first.input, headers)];
  const paths = batch.map(({ path }) => path).join(",");
  const inputs = JSON.stringify(Object.fromEntries(batch.map(({ input }, at) => [at, input])));
  const answered =
    first.type === "mutation"
      ? await send(`/api/trpc/${paths}?batch=1`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: inputs,
        })
      : await send(`/api/trpc/${paths}?batch=1&input=${encodeURIComponent(inputs)}`, { headers });
  const answers: BatchedAnswer[] = JSON.parse(answered.text);
  return answers.map((answer) => ({
    headers: answered.headers,
    status: answer.error?.data.httpStatus ?? 200,
    code: answer.error?.data.app?.code ?? null,
    text: JSON.stringify(answer),
  }));
}

type Input = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

function asks(path: string, input: Input, missing?: Input): ProcedureCase {
  return caseOf("query", path, { input, missing });
}

function tells(path: string, input: Input, missing?: Input): ProcedureCase {
  return caseOf("mutation", path, { input, missing });
}

const named = ({ bookingUlid: one }: { bookingUlid: string }) => ({ bookingUlids: [one] });

function caseOf(
  type: ProcedureCase["type"],
  path: string,
  { input, missing }: { input: Input; missing: Input | undefined },
): ProcedureCase {
  return { type, path, input, ...(missing && { missing }), foreign: missing ? "NOT_FOUND" : "OWN" };
}

/** About someone with whom only the other person of the pair, and some of their coach's mentees, have a meeting. */
function aboutPerson(path: string, input: Input): ProcedureCase {
  const missing = Object.fromEntries(Object.keys(input).map((field) => [field, ulid()]));
  return { ...tells(path, input, missing), foreign: "NOT_MET", isSessionOnly: true };
}

/** Whether a call is refused for being made with an API key. */
export function isRefusedForKey({ isSessionOnly }: ProcedureCase, headers: Headers): boolean {
  return isSessionOnly === true && headers["authorization"]?.startsWith("Bearer ak_") === true;
}

/** The API key of an account that the coach has already connected. */
function coachsKey(): Input {
  const users: readonly { key: string; calApiKey?: string | null }[] = stack.users;
  return { apiKey: users.find(({ key }) => key === "coach")?.calApiKey };
}

/** Values of the two people of the booking "connected" that no one else may read. */
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

/** Expects none of the pair's values in a response or its headers, except what the caller has sent. */
export function expectNothingOfThePair(answer: RawAnswer, canaries: readonly string[]): void {
  const said = `${answer.text}${JSON.stringify([...answer.headers])}`;
  for (const canary of canaries.slice(1)) expect(said).not.toContain(canary);
}

/** What a stream says, without the time after which this reader may come back: each is given another one. */
export function withoutRetry(text: string): string {
  return text.replace(/^retry: \d{4,5}\n\n/, "");
}
