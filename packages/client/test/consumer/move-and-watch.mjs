import { argv, stdout } from "node:process";
import { createReslotClient, isReslotError } from "@reslot/client";

const [url, apiKey, bookingUlid, newStartTime] = argv.slice(2);
const reslot = createReslotClient({ url, apiKey });

const { outcome, booking } = await reslot.moveBooking({ bookingUlid, newStartTime });
const stale = await reslot
  .moveBooking({ bookingUlid, newStartTime, expectedVersion: 1 })
  .catch((error) => isReslotError(error, "BOOKING_CHANGED") && error.details.version);
const heard = [];
for await (const change of reslot.watchBooking(bookingUlid, { lastEventId: "0" })) {
  heard.push(change.kind);
  if (change.kind === "booking") break;
}
const { total } = await reslot.listBookings({ when: "upcoming" });
const { items } = await reslot.getHistory(bookingUlid);
stdout.write(
  JSON.stringify({ outcome, version: booking.version, stale, heard, total, moves: items.length }),
);
