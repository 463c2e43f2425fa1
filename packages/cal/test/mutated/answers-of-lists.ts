import { bookingAnswer, eventTypeAnswer, scheduleAnswer } from "../answers.ts";

const rows = ["a", "b", "c"].map((uid, index) =>
  bookingAnswer(uid, {
    start: `2026-12-0${index + 1}T11:00:00.000Z`,
    end: `2026-12-0${index + 1}T11:30:00.000Z`,
  }),
);
const busy = [9, 12, 15].map((hour) => ({
  start: `2026-12-02T${String(hour).padStart(2, "0")}:00:00.000Z`,
  end: `2026-12-02T${String(hour).padStart(2, "0")}:45:00.000Z`,
  source: "google",
}));
const calendar = (externalId: string) => ({
  externalId,
  credentialId: 1,
  isSelected: true,
  name: externalId,
});
const subscription = (id: string) => ({
  id,
  subscriberUrl: `https://reslot.example.test/${id}`,
  triggers: ["BOOKING_CREATED"],
  active: true,
});
const success = (data: unknown) => ({ status: "success", data });

/** What a well server answers to each operation, by name. */
export const wellAnswers: Readonly<Record<string, unknown>> = {
  "me.get": success({ id: 1, email: "a@b.test", username: "a", timeZone: "UTC", name: "A" }),
  "me.listOutOfOffice": success([{ start: "2026-12-02T00:00:00Z", end: "2026-12-03T00:00:00Z" }]),
  "bookings.get": success(bookingAnswer("a")),
  "bookings.getSeries": success(rows),
  "bookings.list": { ...success(rows), pagination: { hasNextPage: false, totalItems: 3 } },
  "bookings.listChanges": {
    ...success(rows.map((row) => ({ ...row, updatedAt: "2026-12-01T00:00:00.000Z" }))),
    pagination: { hasNextPage: false },
  },
  "bookings.reschedule": success(bookingAnswer("next", { rescheduledFromUid: "uid1" })),
  "slots.list": success({
    "2026-12-01": [{ start: "2026-12-01T09:00:00.000Z" }, { start: "2026-12-01T10:00:00.000Z" }],
    "2026-12-02": [{ start: "2026-12-02T09:00:00.000Z" }],
  }),
  "slots.defaultLength": success({
    "2026-12-01": [{ start: "2026-12-01T09:00:00.000Z", end: "2026-12-01T09:45:00.000Z" }],
  }),
  "calendars.list": success({
    connectedCalendars: [
      { integration: { title: "Google" }, credentialId: 1, calendars: [calendar("x")] },
      { integration: { title: "Outlook" }, credentialId: 2, calendars: [calendar("y")] },
    ],
  }),
  "calendars.busyTimes": success(busy),
  "schedules.getDefault": success({
    ...scheduleAnswer,
    overrides: [{ date: "2026-12-24", startTime: "00:00", endTime: "00:00" }],
  }),
  "eventTypes.get": success(eventTypeAnswer),
  "eventTypes.listOpen": success([eventTypeAnswer, { ...eventTypeAnswer, id: 2 }]),
  "webhooks.create": success(subscription("w1")),
  "webhooks.list": success([subscription("w1"), subscription("w2")]),
  "webhooks.update": success(subscription("w1")),
  "webhooks.delete": success(subscription("w1")),
};
