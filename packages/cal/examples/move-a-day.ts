import {
  judgeSlots,
  planMoves,
  type PlanItem,
  type PlanMovesInput,
  type ProposedTime,
  type StuckHelp,
  type StuckReason,
} from "@reslot/cal/availability";
import { formatInstant, minuteMs, parseInstant, parseInterval } from "@reslot/cal/time";

interface Appointment {
  readonly id: string;
  readonly customer: string;
  readonly startTime: string;
  readonly endTime: string;
  /** null: nothing is known of the customer's calendar. */
  readonly free: readonly { readonly startTime: string; readonly endTime: string }[] | null;
}

interface Day {
  readonly appointments: readonly Appointment[];
  readonly closed: { readonly startTime: string; readonly endTime: string };
  /** Starts at which the workshop is free. */
  readonly offered: readonly string[];
  readonly timeZone: string;
  readonly now: string;
}

/** A workshop closes for a day: a new time for every appointment, a quarter of an hour apart, in words. */
export function closeForADay({ appointments, closed, offered, timeZone, now }: Day): string[] {
  const meetings: PlanMovesInput["meetings"] = appointments.map((appointment) => {
    const current = parseInterval(appointment);
    const durationMs = current.end - current.start;
    const mentee = appointment.free && { hours: appointment.free.map(parseInterval), busy: [] };
    return {
      ulid: appointment.id,
      menteeUlid: appointment.customer,
      current,
      durationMs,
      beforeMs: 0,
      afterMs: 15 * minuteMs,
      menteeTimeZone: timeZone,
      judged: judgeSlots({ slots: offered.map(parseInstant), durationMs, current, mentee }),
    };
  });
  const plan = planMoves({
    meetings,
    coachTimeZone: timeZone,
    now: parseInstant(now),
    away: [parseInterval(closed)],
  });
  return plan.items.map(inWords);
}

function inWords(item: PlanItem): string {
  switch (item.kind) {
    case "move":
      return `${item.ulid} moves to ${formatInstant(item.start)}`;
    case "offer":
      return `${item.ulid} chooses from ${listed(item.times)}`;
    case "stuck":
      return `${item.ulid} ${reasons[item.why]}: ${item.help.map(helpInWords).join(", or ")}`;
    case "stays":
      return `${item.ulid} stays`;
  }
}

const reasons: Readonly<Record<StuckReason, string>> = {
  noSharedTime: "has no time that suits both",
  onlyWhileAway: "has times that suit both only while closed",
  refused: "has refused all times",
  held: "wants times that are kept for others",
  crowdedOut: "wants times that others need",
  lockedTime: "cannot have that very time",
};

function helpInWords(help: StuckHelp): string {
  switch (help.kind) {
    case "offer":
      return `ask about ${listed(help.times)}`;
    case "maxPerDay":
      return `take ${help.maxPerDay} a day`;
    case "leaveOut":
      return `leave ${help.ulids.join(" and ")} where it is`;
    case "comeBack":
      return "open for an hour";
    case "unlock":
      return "take another time";
    case "lookFurther":
      return "look at later days";
  }
}

function listed(times: readonly ProposedTime[]): string {
  return times.map(({ start }) => formatInstant(start)).join(", ");
}
