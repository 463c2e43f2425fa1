import type { Change } from "@reslot/db";
import { expect, it } from "vitest";
import { createChangeListeners } from "./change-listeners.ts";

const booking: Change = {
  id: 1,
  kind: "booking",
  bookingUlid: "booking 7",
  coachUserUlid: "coach 7",
  menteeUserUlid: "mentee 7",
  createdAt: "2026-11-30T10:00:00.000Z",
};
const notification: Change = {
  id: 2,
  kind: "notification",
  bookingUlid: "booking 7",
  userUlid: "mentee 7",
  createdAt: "2026-11-30T10:00:00.000Z",
};

it("a change is passed to those whom it is about, once each, and to none of 10,000 others", () => {
  const listeners = createChangeListeners();
  const calls: string[] = [];
  const listen = (name: string, about: string[]) =>
    listeners.add({ about: new Set(about), tell: ({ kind }) => calls.push(`${name}: ${kind}`) });
  for (let index = 0; index < 10_000; index += 1) listen("another", [`person ${index}`]);
  listen("coach", ["coach 7", "booking 7"]);
  listen("mentee", ["mentee 7"]);
  listen("booking", ["booking 7"]);

  listeners.tell(booking);
  listeners.tell(notification);

  expect(calls.toSorted()).toEqual([
    "booking: booking",
    "coach: booking",
    "mentee: booking",
    "mentee: notification",
  ]);
});

it("who has left is passed nothing, and nothing is kept for it", () => {
  const listeners = createChangeListeners();
  const about = new Set(["mentee 7"]);
  let calls = 0;
  const entry = listeners.add({ about, tell: () => (calls += 1) });
  about.add("coach 7");
  entry.update();

  entry.leave();
  listeners.tell(booking);

  expect(calls).toBe(0);
  expect(listeners.areAny()).toBe(false);
});
