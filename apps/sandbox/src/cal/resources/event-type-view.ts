import { findUser, hostIdsOf, isRoundRobin } from "../state/find.ts";
import type { EventType } from "../state/state.ts";
import type { World } from "../world.ts";

const bookingFields = [
  {
    isDefault: true,
    type: "name",
    slug: "name",
    required: true,
    label: "your_name",
    disableOnPrefill: false,
  },
  {
    isDefault: true,
    type: "email",
    slug: "email",
    required: true,
    disableOnPrefill: false,
    hidden: false,
  },
  { isDefault: true, type: "radioInput", slug: "location", required: false, hidden: false },
  {
    isDefault: true,
    type: "text",
    slug: "title",
    required: true,
    disableOnPrefill: false,
    hidden: true,
  },
  {
    isDefault: true,
    type: "textarea",
    slug: "notes",
    required: false,
    disableOnPrefill: false,
    hidden: false,
  },
  {
    isDefault: true,
    type: "multiemail",
    slug: "guests",
    required: false,
    disableOnPrefill: false,
    hidden: false,
  },
  {
    isDefault: true,
    type: "textarea",
    slug: "rescheduleReason",
    required: false,
    disableOnPrefill: false,
    hidden: false,
  },
];

/** The fields that are the same for every event type. */
const constants = {
  bookingFields,
  disableGuests: false,
  price: 0,
  currency: "usd",
  lockTimeZoneToggleOnBookingPage: false,
  forwardParamsSuccessRedirect: true,
  successRedirectUrl: null,
  isInstantEvent: false,
  onlyShowFirstAvailableSlot: false,
  requiresBookerEmailVerification: false,
  hideCalendarNotes: false,
  seats: { disabled: true },
  useDestinationCalendarEmail: false,
  hideCalendarEventDetails: false,
  hideOrganizerEmail: false,
  calVideoSettings: { sendTranscriptionEmails: true },
  hidden: false,
  bookingRequiresAuthentication: false,
  disableCancelling: { disabled: false },
  interfaceLanguage: null,
  allowReschedulingPastBookings: false,
  allowReschedulingCancelledBookings: false,
  showOptimizedSlots: false,
};

/** An event type in the shape of version 2024-06-14 (recordings 00-event-type-create-*). */
export function viewEventType(world: World, eventType: EventType): object {
  const owner = findUser(world, eventType.ownerId);
  const { id, ownerId, lengthInMinutes, title, slug, slotInterval, scheduleId } = eventType;
  const options = eventType.lengthInMinutesOptions;
  return {
    id,
    ownerId,
    lengthInMinutes,
    ...(options === null ? {} : { lengthInMinutesOptions: options }),
    ...(isRoundRobin(eventType) ? viewRoundRobin(world, eventType) : {}),
    title,
    slug,
    description: "",
    locations: [{ type: "link", link: eventType.location, public: true }],
    slotInterval,
    minimumBookingNotice: eventType.minimumBookingNotice,
    beforeEventBuffer: eventType.beforeEventBuffer,
    afterEventBuffer: eventType.afterEventBuffer,
    users: owner === undefined ? [] : [viewOwner(owner)],
    scheduleId,
    bookingWindow: eventType.bookingWindow ?? { disabled: true },
    confirmationPolicy:
      eventType.confirmation === null
        ? { disabled: true }
        : {
            type: eventType.confirmation.noticeThreshold === undefined ? "always" : "time",
            ...eventType.confirmation,
          },
    bookingUrl: `https://cal.com/${owner?.username ?? ""}/${slug}`,
    disableRescheduling: {
      disabled: eventType.disableRescheduling,
      ...(eventType.rescheduleNoticeMinutes === null
        ? {}
        : { minutesBefore: eventType.rescheduleNoticeMinutes }),
    },
    offsetStart: eventType.offsetStart,
    metadata: options === null ? {} : { multipleDuration: options },
    recurrence: eventType.recurrence === null ? null : { disabled: false, ...eventType.recurrence },
    ...viewLimits(eventType),
    ...constants,
  };
}

function viewLimits({ bookingLimitsCount, bookerActiveBookingsLimit: active }: EventType): object {
  return {
    bookerActiveBookingsLimit:
      active === null
        ? { disabled: true }
        : { maximumActiveBookings: active, offerReschedule: false },
    ...(bookingLimitsCount === null ? {} : { bookingLimitsCount }),
  };
}

/** What a team's round robin adds (observed). */
function viewRoundRobin(world: World, eventType: EventType): object {
  return {
    teamId: 1,
    schedulingType: "roundRobin",
    rescheduleWithSameRoundRobinHost: eventType.keepHost,
    hosts: hostIdsOf(eventType).map((id) => {
      const host = findUser(world, id);
      return {
        userId: id,
        name: host?.name ?? "",
        username: host?.username ?? "",
        avatarUrl: null,
        mandatory: false,
        priority: "medium",
      };
    }),
  };
}

function viewOwner({
  id,
  name,
  username,
  weekStart,
}: {
  id: number;
  name: string;
  username: string;
  weekStart: string;
}): object {
  return {
    id,
    name,
    username,
    avatarUrl: null,
    brandColor: null,
    darkBrandColor: null,
    weekStart,
    metadata: {},
  };
}

/** In the shape of version 2024-04-15. */
export function viewEventTypeLegacy(eventType: EventType): object {
  const {
    id,
    title,
    slug,
    lengthInMinutes,
    slotInterval,
    minimumBookingNotice,
    scheduleId,
    ownerId,
  } = eventType;
  return {
    id,
    title,
    slug,
    length: lengthInMinutes,
    hidden: false,
    slotInterval,
    minimumBookingNotice,
    scheduleId,
    userId: ownerId,
  };
}
