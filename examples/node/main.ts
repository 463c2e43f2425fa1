import { env } from "node:process";
import { createReslotClient } from "@reslot/client";

const { RESLOT_URL: url = "http://localhost:3000/api/trpc", RESLOT_API_KEY: apiKey = "" } = env;
const reslot = createReslotClient({ url, apiKey });

// The next meeting that can be moved …
const { items } = await reslot.listBookings({ when: "upcoming" });
const meeting = items.find(({ reschedule }) => reschedule.allowed);
if (!meeting) throw new Error("No upcoming meeting can be moved.");

// … goes to the first time that suits both people.
const { ulid: bookingUlid, startTime: from, endTime: to, version: expectedVersion } = meeting;
const times = await reslot.getAvailability({ bookingUlid, from, to, timeZone: "UTC" });
const newStartTime = times.nextMutualStart;
if (newStartTime === null) throw new Error("There is no time that suits both.");

const move = { bookingUlid, newStartTime, expectedVersion, reason: "Moved by a program." };
const { outcome, booking } = await reslot.moveBooking(move);
console.log(`${outcome}: ${meeting.title}, from ${from} to ${booking.startTime}`);
