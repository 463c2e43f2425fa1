import { cancelBooking, confirmBooking, declineBooking } from "./bookings/answer-booking.ts";
import { createBooking } from "./bookings/create-booking.ts";
import {
  getBooking,
  getBookingLegacy,
  listBookings,
  listBookingsLegacy,
} from "./bookings/read-bookings.ts";
import { rescheduleBooking } from "./bookings/reschedule-booking.ts";
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
import {
  createSchedule,
  deleteSchedule,
  getDefaultSchedule,
  getDefaultScheduleLegacy,
  getSchedule,
  listSchedules,
  updateSchedule,
} from "./resources/schedules.ts";
import { addRoute, type App, type Handler } from "./route.ts";
import { listSlots, listSlotsLegacy } from "./slots/slots-route.ts";
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

/** Every operation of the API that is stood in for. */
export function addApiRoutes(app: App, world: World): void {
  addBookingRoutes(app, world);
  addCalendarRoutes(app, world);
  addSettingRoutes(app, world);
}

function addBookingRoutes(app: App, world: World): void {
  const path = "/v2/bookings/:uid";
  addRoute(app, world, {
    method: "GET",
    path: "/v2/bookings",
    auth: "required",
    versions: bookings(listBookings, listBookingsLegacy),
  });
  addRoute(app, world, {
    method: "POST",
    path: "/v2/bookings",
    auth: "optional",
    versions: bookings(createBooking),
  });
  addRoute(app, world, {
    method: "GET",
    path,
    auth: "optional",
    versions: bookings(getBooking, getBookingLegacy),
  });
  addRoute(app, world, {
    method: "POST",
    path: `${path}/reschedule`,
    auth: "optional",
    versions: bookings(rescheduleBooking),
  });
  addRoute(app, world, {
    method: "POST",
    path: `${path}/cancel`,
    auth: "optional",
    versions: bookings(cancelBooking),
  });
  addRoute(app, world, {
    method: "POST",
    path: `${path}/confirm`,
    auth: "required",
    versions: bookings(confirmBooking),
  });
  addRoute(app, world, {
    method: "POST",
    path: `${path}/decline`,
    auth: "required",
    versions: bookings(declineBooking),
  });
}

function addCalendarRoutes(app: App, world: World): void {
  addRoute(app, world, {
    method: "GET",
    path: "/v2/slots",
    auth: "none",
    versions: { "2024-09-04": listSlots },
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/slots/available",
    auth: "none",
    versions: { "2024-04-15": listSlotsLegacy },
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/calendars",
    auth: "required",
    versions: listCalendars,
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/calendars/busy-times",
    auth: "required",
    versions: listBusyTimes,
  });
}

function addSettingRoutes(app: App, world: World): void {
  const schedule = "/v2/schedules/:id";
  const eventType = "/v2/event-types/:id";
  const webhook = "/v2/webhooks/:id";
  const auth = "required";
  addRoute(app, world, { method: "GET", path: "/v2/me", auth, versions: getMe });
  addRoute(app, world, {
    method: "POST",
    path: "/v2/api-keys/refresh",
    auth,
    versions: refreshApiKey,
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/schedules/default",
    auth,
    versions: schedules(getDefaultSchedule, getDefaultScheduleLegacy),
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/schedules",
    auth,
    versions: schedules(listSchedules),
  });
  addRoute(app, world, {
    method: "POST",
    path: "/v2/schedules",
    auth,
    versions: schedules(createSchedule),
  });
  addRoute(app, world, { method: "GET", path: schedule, auth, versions: schedules(getSchedule) });
  addRoute(app, world, {
    method: "PATCH",
    path: schedule,
    auth,
    versions: schedules(updateSchedule),
  });
  addRoute(app, world, {
    method: "DELETE",
    path: schedule,
    auth,
    versions: schedules(deleteSchedule),
  });
  addRoute(app, world, {
    method: "GET",
    path: "/v2/event-types",
    auth: "optional",
    versions: eventTypes(listEventTypes),
  });
  addRoute(app, world, {
    method: "POST",
    path: "/v2/event-types",
    auth,
    versions: eventTypes(createEventType),
  });
  addRoute(app, world, {
    method: "GET",
    path: eventType,
    auth,
    versions: eventTypes(getEventType, getEventTypeLegacy),
  });
  addRoute(app, world, {
    method: "PATCH",
    path: eventType,
    auth,
    versions: eventTypes(updateEventType),
  });
  addRoute(app, world, {
    method: "DELETE",
    path: eventType,
    auth,
    versions: eventTypes(deleteEventType),
  });
  addRoute(app, world, { method: "POST", path: "/v2/webhooks", auth, versions: createWebhook });
  addRoute(app, world, { method: "GET", path: "/v2/webhooks", auth, versions: listWebhooks });
  addRoute(app, world, { method: "GET", path: webhook, auth, versions: getWebhook });
  addRoute(app, world, { method: "PATCH", path: webhook, auth, versions: updateWebhook });
  addRoute(app, world, { method: "DELETE", path: webhook, auth, versions: deleteWebhook });
}
