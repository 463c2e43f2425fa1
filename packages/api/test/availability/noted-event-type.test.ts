import { expect, it } from "vitest";
import { dayAvailability } from "../depth/day-availability.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { sql } from "../support/services.ts";

it("the buffers of an event type are noted on its bookings once times were looked at", async () => {
  const eventType = { beforeEventBuffer: 10, afterEventBuffer: 15 };
  const meeting = await arrangeMeeting({ eventType });
  await dayAvailability(meeting);

  const noted = () =>
    sql(`select "eventType" from public."Bookings" where "ulid" = '${meeting.bookingUlid}'`);
  await expect.poll(noted).toMatchObject([{ eventType }]);
});
