import { argv } from "node:process";
import { CalError, createCalClient } from "@reslot/cal";

const [baseUrl = "", accessToken = "", uid = "", start = "", rescheduledBy = ""] = argv.slice(2);
const cal = createCalClient({ baseUrl, accessToken });
try {
  const moved = await cal.bookings.reschedule(uid, { start, rescheduledBy });
  console.log(moved.uid); // a move creates a new booking with a new uid
} catch (error) {
  if (!(error instanceof CalError) || !error.outcomeUnknown) throw error;
  const old = await cal.bookings.get(uid); // never send it again: read what happened
  console.log(old.rescheduledToUid ?? "not moved yet");
}
