import type { IsoInterval } from "@reslot/cal/time";
import type { PersonView } from "../core/model.ts";

type NotificationKind =
  | "bookingMoved"
  | "asked"
  | "bookingChangedUpstream"
  | "confirmed"
  | "declined"
  | "bookingCancelledUpstream"
  | "consentAsked"
  | "coachNotConnected";

export interface NotificationItem {
  ulid: string;
  kind: NotificationKind;
  bookingUlid: string;
  /** What the meeting is called. */
  title: string;
  /** True for a receipt of what the reader did. */
  isMine: boolean;
  /** Who did it; "cal" when it happened in Cal.com itself. */
  actor: "coach" | "mentee" | "cal";
  actorName: string | null;
  /** The other person of the meeting. */
  counterpart: PersonView;
  /** When it was to be; null where that is no news. */
  was: IsoInterval | null;
  /** When it takes place; null where that is no news, or it does not. */
  now: IsoInterval | null;
  oldStartTime: string;
  newStartTime: string;
  reason: string | null;
  /** Who did what: the first words of the message, without a full stop. */
  headline: string;
  /** What the reader may want to do about it. */
  followUp: string | null;
  /** The whole message, in the reader's own time zone. */
  text: string;
  readAt: string | null;
  createdAt: string;
}

export interface NotificationList {
  items: NotificationItem[];
  nextCursor: string | null;
}
