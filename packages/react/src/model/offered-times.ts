import type { Verdict } from "@reslot/cal/availability";

/** Half-open, both ends ISO 8601 in UTC. */
export interface Span {
  start: string;
  end: string;
}

/** What the picker needs of an answer about a range of time. */
export interface OfferedTimes {
  durationMinutes: number;
  /** How long before it a start is offered at the latest; null: not known. */
  noticeMinutes: number | null;
  slots: readonly { start: string; verdict: Verdict }[];
  /** Both people's time, whatever is offered; the mentee's is null where it is not known. */
  lanes: {
    coach: { offered: readonly Span[]; own: readonly (Span & { title: string })[] };
    mentee: {
      busy: readonly Span[];
      outsideHours: readonly Span[];
      unknown: readonly Span[];
    } | null;
  };
  checks: { mentee: string; details: { unseen: readonly string[] } };
  /** The first start that suits both, in the range or after it; null when there is none, or it is not known. */
  nextMutualStart: string | null;
  nextCoachStart: string | null;
  /** The server's time at this answer. */
  answeredAt: string;
}
