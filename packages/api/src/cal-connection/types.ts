import type { LeftAlone } from "@reslot/db";
import type { ConnectionStatus } from "../core/model.ts";

/** When the mentee may remind the coach again; null: the coach is connected. */
export interface CoachReminder {
  nextAllowedAt: string | null;
}

export interface CalConnectionView {
  status: ConnectionStatus;
  kind: "oauth" | "apiKey" | null;
  calUsername: string | null;
  connectedAt: string | null;
  /** Calendar connections in the person's Cal.com account that have stopped working, by their provider. */
  brokenCalendars: { integration: string | null }[];
  /** The calendars that are checked for conflicts; null: not known now. */
  calendarNames: string[] | null;
  /** Where a person connects calendars in their Cal.com account. */
  calendarsUrl: string;
  /** Whether people can connect by signing in at Cal.com; otherwise with an API key only. */
  oauthAvailable: boolean;
  /**
   * `live`: Cal.com reports changes at once. `polling`: the next sync finds them, within five minutes or, without
   * a meeting in the next 30 days, an hour.
   */
  webhooks: "live" | "polling";
  /**
   * Why a connected account is polled: its webhook subscription is being created, Cal.com does not allow it
   * with this connection, or Cal.com refuses the address of this installation.
   */
  pollingReason: "settingUp" | "notAllowed" | "addressRefused" | null;
  /** The upcoming meetings that the person hosts: without the connection none of them can be moved. */
  upcomingCount: number;
  /** With how many people these are. */
  upcomingPeople: number;
  /** The upcoming meetings that the person attends. */
  attendedCount: number;
  /** Upcoming bookings at Cal.com that are not here, by person and reason, as of the last sync. */
  leftAlone: LeftAlone[];
}
