import { argv } from "node:process";
import { createReslotClient, isReslotError } from "@reslot/client";

const [url = "", apiKey = "", bookingUlid = "", newStartTime = ""] = argv.slice(2);
const reslot = createReslotClient({ url, apiKey });

try {
  const { outcome, booking } = await reslot.moveBooking({ bookingUlid, newStartTime });
  console.log(outcome, booking.startTime); // moved, awaitingConfirmation or confirming
} catch (error) {
  if (!isReslotError(error, "SLOT_TAKEN")) throw error;
  console.log("Someone was faster.", error.details.reason);
}
