import { type CalClient, CalError } from "@reslot/cal";
import { formatInstant, hourMs, parseInstant } from "@reslot/cal/time";
import type { CalCredential } from "../../../src/core/cal-use.ts";
import { menteeUlid } from "../world/people.ts";
import { isLive } from "./cal-record.ts";
import type { CalWorld } from "./cal-world.ts";

export type OnTokenRefused = (refused: string, operation: string) => Promise<string | null>;

interface Answers {
  readonly bookings: Partial<CalClient["bookings"]>;
  readonly credential: CalCredential;
  isRefused(): boolean;
  noteBusyRead(): void;
  readonly onTokenRefused: OnTokenRefused | undefined;
}

const selected = { credentialId: 1, externalId: "calendar", isSelected: true, name: null };

/** What a credential is answered: as the real client, a refused token is reported before it is an error. */
export function answersOf(world: CalWorld, answers: Answers): CalClient {
  const { credential, bookings, isRefused, noteBusyRead, onTokenRefused } = answers;
  const isMentee = credential.of === "account" && credential.userUlid === menteeUlid;
  const busy = isMentee ? [{ start: world.menteeBusyAt, end: world.menteeBusyAt + hourMs }] : [];
  const resources = {
    bookings,
    calendars: {
      list: async () => ({ calendars: [selected], broken: [] }),
      busyTimes: async () => {
        noteBusyRead();
        return { busy, unknown: [] };
      },
    },
    schedules: { getDefault: async () => null },
    slots: {
      list: async (query: SlotsQuery) => starts(world, query),
      defaultLength: async () => 60,
    },
    eventTypes: { get: async () => eventTypeOf(world), listOpen: async () => [] },
    me: {
      listOutOfOffice: async () => null,
      get: async () => ({ id: isMentee ? 2 : 1, email: "", username: "", timeZone: "UTC" }),
    },
  };
  const guarded = Object.fromEntries(
    Object.entries(resources).map(([resource, operations]) => [
      resource,
      guardAll(operations, { resource, isRefused, onTokenRefused }),
    ]),
  );
  return guarded as unknown as CalClient;
}

interface SlotsQuery {
  start: string;
  end: string;
  bookingUidToReschedule?: string;
}

/** Every full hour at which the coach has no other meeting. */
function starts({ record }: CalWorld, { start, end, bookingUidToReschedule: own }: SlotsQuery) {
  const others = record.bookings.filter((each) => isLive(each) && each.uid !== own);
  const first = Math.ceil(parseInstant(start) / hourMs) * hourMs;
  const free: string[] = [];
  for (let at = first; at < parseInstant(end); at += hourMs) {
    if (!others.some((each) => Math.abs(each.start - at) < hourMs)) free.push(formatInstant(at));
  }
  return free;
}

function guardAll(
  operations: object,
  {
    resource,
    isRefused,
    onTokenRefused,
  }: { resource: string } & Pick<Answers, "isRefused" | "onTokenRefused">,
): object {
  const guard =
    (name: string, run: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      if (!isRefused()) return run(...args);
      const operation = `${resource}.${name}`;
      await onTokenRefused?.("key", operation);
      throw new CalError("TOKEN_INVALID", { operation, answered: true });
    };
  return Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [name, guard(name, run)]),
  );
}

function eventTypeOf({ needsWord, seriesUid }: CalWorld) {
  return {
    id: 1,
    title: "Coaching",
    slug: "coaching",
    lengthInMinutes: 60,
    requiresConfirmation: needsWord,
    disableRescheduling: false,
    rescheduleNoticeMinutes: null,
    minimumBookingNotice: 0,
    bookingWindow: null,
    lengthOptions: [],
    schedulingType: null,
    keepsHost: false,
    offsetStart: 0,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    slotInterval: null,
    confirmationNoticeMinutes: null,
    pendingBlocksSlot: null,
    limitPeriod: null,
    isSeated: false,
    isRecurring: seriesUid !== null,
  };
}
