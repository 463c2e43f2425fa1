import { cancelBooking } from "./bookings/cancel-booking.ts";
import { confirmBooking, declineBooking } from "./bookings/answer-booking.ts";
import { createBooking } from "./bookings/create-booking.ts";
import {
  getBooking,
  getBookingLegacy,
  listBookings,
  listBookingsByCursor,
  listBookingsLegacy,
} from "./bookings/read-bookings.ts";
import { rescheduleBooking, rescheduleBookingLater } from "./bookings/reschedule-booking.ts";
import { checkFeeds, disconnectCalendar, saveFeeds } from "./feeds/feed-routes.ts";
import { authorizeLegacy, getClient } from "./oauth/client-routes.ts";
import { exchangeLegacy, postToken, refreshLegacy } from "./oauth/token-routes.ts";
import { refreshApiKey } from "./resources/api-keys.ts";
import { listBusyTimes, listCalendars } from "./resources/calendars.ts";
import {
  createEventType,
  deleteEventType,
  getEventType,
  getEventTypeLegacy,
  listEventTypes,
  updateEventType,
} from "./resources/event-types.ts";
import { getMe } from "./resources/me.ts";
import { listOutOfOffice } from "./resources/out-of-office.ts";
import {
  createSchedule,
  deleteSchedule,
  getDefaultSchedule,
  getDefaultScheduleLegacy,
  getSchedule,
  listSchedules,
  updateSchedule,
} from "./resources/schedules.ts";
import type { AuthMode } from "./http/auth.ts";
import { addRoute, type App, type Handler, type Route } from "./http/route.ts";
import {
  createReservation,
  deleteReservation,
  getReservation,
  updateReservation,
} from "./slots/reservations.ts";
import { listSlots, listSlotsLegacy } from "./slots/slots-route.ts";
import { deselectCalendar, selectCalendar } from "./resources/selected-calendars.ts";
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  updateWebhook,
} from "./webhooks/webhook-routes.ts";
import type { World } from "./world.ts";

const bookings = (current: Handler, legacy?: Handler) => ({
  "2024-08-13": current,
  "2026-02-25": current,
  ...(legacy === undefined ? {} : { "2024-04-15": legacy }),
});
const schedules = (current: Handler, legacy?: Handler) => ({
  "2024-06-11": current,
  "2024-06-14": current,
  ...(legacy === undefined ? {} : { "2024-04-15": legacy }),
});
const eventTypes = (current: Handler, legacy?: Handler) => ({
  "2024-06-14": current,
  ...(legacy === undefined ? {} : { "2024-04-15": legacy }),
});

type Endpoint = readonly [auth: AuthMode, versions: Route["versions"]];

const endpoints: Readonly<
  Record<`${"GET" | "POST" | "PATCH" | "DELETE"} /v2/${string}`, Endpoint>
> = {
  "GET /v2/bookings": [
    "required",
    { ...bookings(listBookings, listBookingsLegacy), "2026-05-01": listBookingsByCursor },
  ],
  "POST /v2/bookings": ["optional", bookings(createBooking)],
  "GET /v2/bookings/:uid": ["optional", bookings(getBooking, getBookingLegacy)],
  "POST /v2/bookings/:uid/reschedule": [
    "optional",
    { ...bookings(rescheduleBooking), "2026-02-25": rescheduleBookingLater },
  ],
  "POST /v2/bookings/:uid/cancel": ["optional", bookings(cancelBooking)],
  "POST /v2/bookings/:uid/confirm": ["optional", bookings(confirmBooking)],
  "POST /v2/bookings/:uid/decline": ["optional", bookings(declineBooking)],
  "GET /v2/slots": ["none", { "2024-09-04": listSlots }],
  "GET /v2/slots/available": ["none", { "2024-04-15": listSlotsLegacy }],
  "POST /v2/slots/reservations": ["optional", { "2024-09-04": createReservation }],
  "GET /v2/slots/reservations/:uid": ["none", { "2024-09-04": getReservation }],
  "PATCH /v2/slots/reservations/:uid": ["optional", { "2024-09-04": updateReservation }],
  "DELETE /v2/slots/reservations/:uid": ["none", { "2024-09-04": deleteReservation }],
  "GET /v2/calendars": ["required", listCalendars],
  "GET /v2/calendars/busy-times": ["required", listBusyTimes],
  "POST /v2/calendars/ics-feed/save": ["required", saveFeeds],
  "GET /v2/calendars/ics-feed/check": ["required", checkFeeds],
  "POST /v2/calendars/:calendar/disconnect": ["required", disconnectCalendar],
  "POST /v2/selected-calendars": ["required", selectCalendar],
  "DELETE /v2/selected-calendars": ["required", deselectCalendar],
  "GET /v2/me": ["required", getMe],
  "GET /v2/me/ooo": ["required", listOutOfOffice],
  "POST /v2/auth/oauth2/token": ["none", postToken],
  "GET /v2/auth/oauth2/clients/:id": ["optional", getClient],
  "POST /v2/auth/oauth2/clients/:id/authorize": ["optional", authorizeLegacy],
  "POST /v2/auth/oauth2/clients/:id/exchange": ["none", exchangeLegacy],
  "POST /v2/auth/oauth2/clients/:id/refresh": ["none", refreshLegacy],
  "POST /v2/api-keys/refresh": ["required", refreshApiKey],
  "GET /v2/schedules/default": [
    "required",
    schedules(getDefaultSchedule, getDefaultScheduleLegacy),
  ],
  "GET /v2/schedules": ["required", schedules(listSchedules)],
  "POST /v2/schedules": ["required", schedules(createSchedule)],
  "GET /v2/schedules/:id": ["required", schedules(getSchedule)],
  "PATCH /v2/schedules/:id": ["required", schedules(updateSchedule)],
  "DELETE /v2/schedules/:id": ["required", schedules(deleteSchedule)],
  "GET /v2/event-types": ["optional", eventTypes(listEventTypes)],
  "POST /v2/event-types": ["required", eventTypes(createEventType)],
  "GET /v2/event-types/:id": ["required", eventTypes(getEventType, getEventTypeLegacy)],
  "PATCH /v2/event-types/:id": ["required", eventTypes(updateEventType)],
  "DELETE /v2/event-types/:id": ["required", eventTypes(deleteEventType)],
  "POST /v2/webhooks": ["required", createWebhook],
  "GET /v2/webhooks": ["required", listWebhooks],
  "GET /v2/webhooks/:id": ["required", getWebhook],
  "PATCH /v2/webhooks/:id": ["required", updateWebhook],
  "DELETE /v2/webhooks/:id": ["required", deleteWebhook],
  "POST /v2/event-types/:eventTypeId/webhooks": ["required", createWebhook],
  "GET /v2/event-types/:eventTypeId/webhooks": ["required", listWebhooks],
  "GET /v2/event-types/:eventTypeId/webhooks/:id": ["required", getWebhook],
  "PATCH /v2/event-types/:eventTypeId/webhooks/:id": ["required", updateWebhook],
  "DELETE /v2/event-types/:eventTypeId/webhooks/:id": ["required", deleteWebhook],
};

/** Registers every operation of the API. */
export function addApiRoutes(app: App, world: World): void {
  for (const [name, [auth, versions]] of Object.entries(endpoints)) {
    const [method = "", path = ""] = name.split(" ");
    addRoute(app, world, { method, path, auth, versions });
  }
}
