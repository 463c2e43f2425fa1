import { parseUrlState } from "@reslot/react";
import { dayMs } from "@reslot/cal/time";
import { beforeEach, expect, it, vi } from "vitest";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { loadFirstScreen } from "./load-first-screen.ts";

const fakes = vi.hoisted(() => ({
  availability: vi.fn(),
  loadBooking: vi.fn(),
  view: "month" as "month" | "week" | null,
}));
vi.mock("server-only", () => ({}));
vi.mock("@/server/api.ts", () => ({ api: { booking: { availability: fakes.availability } } }));
vi.mock("@/server/load-booking.ts", () => ({ loadBooking: fakes.loadBooking }));
vi.mock("@/server/ports.ts", () => ({ getPorts: () => ({ log: { error: vi.fn() } }) }));
vi.mock("./default-view.ts", () => ({
  viewOfBrowser: async () => fakes.view,
  defaultView: async () => fakes.view ?? "week",
}));

const now = Date.parse(bookingDetails.startTime) - 3 * dayMs;
const viewer = {
  name: "Maya",
  locale: "en-GB",
  timeZone: "Europe/Paris" as string | null,
  profileTimeZone: null,
  newDeviceLocale: null,
  singleKeys: true,
  now,
};
const times = { slots: [] };

/** Opens an address; the meeting is read when `found` is called. */
function open({ query = "", timeZone = viewer.timeZone } = {}) {
  let found = () => {};
  fakes.loadBooking.mockReturnValue(
    new Promise((resolve) => (found = () => resolve(bookingDetails))),
  );
  const state = parseUrlState(new URLSearchParams(query));
  const screen = loadFirstScreen(bookingDetails.ulid, state, { ...viewer, timeZone });
  return { screen, found: () => found() };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  fakes.availability.mockReset().mockResolvedValue(times);
  fakes.view = "month";
});

it.each([
  ["a month without a day", "month", ""],
  ["a day of a week", "week", "d=2027-03-01"],
  ["a start in a month", "month", "slot=2027-03-01T10:00Z"],
] as const)(
  "times of %s are asked for while the meeting is read, once",
  async (_what, view, query) => {
    fakes.view = view;
    const { screen, found } = open({ query });
    await soon();
    expect(fakes.availability).toHaveBeenCalledTimes(1);

    found();
    const { availability } = await screen;
    expect(availability).toEqual({ input: fakes.availability.mock.calls[0]?.[0], data: times });
    expect(fakes.availability).toHaveBeenCalledTimes(1);
  },
);

interface Unsaid {
  view: "month" | "week" | null;
  timeZone?: null;
}

it.each<[string, Unsaid]>([
  ["the role decides about the view", { view: null }],
  ["the meeting's own week is shown", { view: "week" }],
  ["no time zone of the person is known", { view: "month", timeZone: null }],
])("times are asked for after the meeting when %s", async (_when, { view, timeZone }) => {
  fakes.view = view;
  const { screen, found } = open(timeZone === undefined ? {} : { timeZone });
  await soon();
  expect(fakes.availability).not.toHaveBeenCalled();

  found();
  expect((await screen).availability?.data).toEqual(times);
});

it("a meeting further away than was guessed has the times around it, whatever became of the guess", async () => {
  fakes.availability.mockRejectedValueOnce(new Error("The guess failed."));
  const startTime = new Date(now + 90 * dayMs).toISOString();
  fakes.loadBooking.mockResolvedValue({ ...bookingDetails, startTime });
  const state = parseUrlState(new URLSearchParams());
  const { availability, day } = await loadFirstScreen(bookingDetails.ulid, state, viewer);

  expect(fakes.availability).toHaveBeenCalledTimes(2);
  expect(availability?.data).toEqual(times);
  expect(availability?.input.from.slice(0, 10)).not.toBe(new Date(now).toISOString().slice(0, 10));
  expect(day).toBe(startTime.slice(0, 10));
});
