import type { AppErrorCode } from "@reslot/api/errors";
import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  type BookingKey,
  type BookingView,
  eventTypeIdOf,
  eventually,
  getBooking,
  moveInput,
  person,
  type PersonKey,
  rescheduleCalls,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";

const [firstServer = "", secondServer = ""] = stack.webUrls;

interface Answer {
  /** "moved", or "confirming" on a machine that is very busy. */
  readonly outcome?: string;
  readonly error?: { code: AppErrorCode; details: Record<string, unknown> };
}

/** Calls one of the servers to move a meeting. */
async function moveAt(server: string, who: PersonKey, input: object): Promise<Answer> {
  const response = await fetch(`${server}/api/trpc/booking.reschedule`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${person(who).apiKey}`,
    },
    body: JSON.stringify(input),
  });
  const { result, error } = await response.json();
  return error ? { error: error.data.app } : result.data;
}

/** Where a meeting is in Cal.com now, by the active bookings of its event type. */
async function liveAtCal(booking: BookingKey): Promise<{ start: string; end: string }[]> {
  const eventTypeId = await eventTypeIdOf(booking);
  const all: { eventTypeId: number; status: string; start: string; end: string }[] = await (
    await fetch(`${stack.calUrl}/_sandbox/bookings`)
  ).json();
  return all.filter((each) => each.eventTypeId === eventTypeId && each.status === "accepted");
}

describe("two servers on one database", () => {
  it("let one of twenty concurrent moves through, with one call to Cal.com, and refuse the others", async () => {
    expect(secondServer).not.toBe("");
    const before = await getBooking("coach", "connected");
    const starts = await startsWithVerdict("coach", "connected", "mutual");
    const calls = (await rescheduleCalls()).length;
    const inputs = await Promise.all(
      starts.slice(0, 5).map((start) => moveInput("coach", "connected", start)),
    );
    const movers = Array.from({ length: 20 }, (_, index) => ({
      server: index % 2 === 0 ? firstServer : secondServer,
      who: index % 4 < 2 ? ("coach" as const) : ("mentee" as const),
      input: { ...inputs[index % inputs.length], attemptUlid: ulid() },
    }));

    const answers = await Promise.all(
      movers.map(({ server, who, input }) => moveAt(server, who, input)),
    );

    const winners = movers.filter((_, index) => answers[index]?.outcome !== undefined);
    const refused = answers.flatMap(({ error }) => error ?? []);
    const { startTime, version } = await eventually(async () => {
      const booking = await getBooking("coach", "connected");
      return booking.version > before.version ? booking : null;
    });
    expect(winners.map(({ input }) => input.newStartTime)).toEqual([startTime]);
    expect(refused).toHaveLength(19);
    for (const { code, details } of refused) {
      if (code === "RESCHEDULE_IN_PROGRESS") continue;
      expect({ code, details }).toMatchObject({
        code: "BOOKING_CHANGED",
        details: { startTime, version },
      });
    }
    expect((await rescheduleCalls()).length).toBe(calls + 1);
  });

  it("never move two meetings of one coach to overlapping times", async () => {
    const first = await getBooking("coach", "connected");
    const second = await getBooking("coach", "unconnected");
    const { mutual, other } = await overlappingStarts(first, second);
    const inputs = {
      connected: await moveInput("mentee", "connected", mutual),
      unconnected: await moveInput("menteeUnconnected", "unconnected", other),
    };

    const answers = await Promise.all([
      moveAt(firstServer, "mentee", inputs.connected),
      moveAt(secondServer, "menteeUnconnected", inputs.unconnected),
    ]);

    expect(answers.filter(({ outcome }) => outcome !== undefined)).toHaveLength(1);
    expect(answers.flatMap(({ error }) => error?.code ?? [])).toEqual(["SLOT_TAKEN"]);
    const [atCal] = await liveAtCal("connected");
    const [otherAtCal] = await liveAtCal("unconnected");
    expect(overlap(atCal, otherAtCal)).toBe(false);
  });
});

interface Meeting {
  readonly start: string;
  readonly end: string;
}

function overlap(one: Meeting | undefined, other: Meeting | undefined): boolean {
  if (!one || !other) throw new Error("A meeting is not at Cal.com.");
  return (
    Date.parse(one.start) < Date.parse(other.end) && Date.parse(other.start) < Date.parse(one.end)
  );
}

/** Two overlapping times that are free for both meetings, one of which excludes the other. */
async function overlappingStarts(
  first: BookingView,
  second: BookingView,
): Promise<{ mutual: string; other: string }> {
  const meetingAt = (start: string, { durationMinutes }: BookingView): Meeting => ({
    start,
    end: new Date(Date.parse(start) + durationMinutes * minuteMs).toISOString(),
  });
  const mutuals = await startsWithVerdict("mentee", "connected", "mutual");
  const others = await startsWithVerdict("menteeUnconnected", "unconnected", "menteeUnknown");
  for (const mutual of mutuals) {
    const other = others.find((start) =>
      overlap(meetingAt(mutual, first), meetingAt(start, second)),
    );
    if (other !== undefined) return { mutual, other };
  }
  throw new Error("No two of the free times overlap.");
}
