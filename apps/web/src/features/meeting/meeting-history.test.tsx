import type { BookingHistory } from "@reslot/api";
import { describe, expect, it, vi } from "vitest";
import { bookingDetails } from "../../../test/booking-details.ts";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { moveContext } from "../../../test/components/move-context.ts";
import { MeetingHistory } from "./meeting-history.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const { startTime, endTime } = bookingDetails;
const { display } = moveContext({ mentee: { name: "Alex Rivera", timeZone: "Europe/London" } });

/** What is struck out and what is set in its place, for one change made in Cal.com. */
async function changeShown(to: { startTime: string; endTime: string }): Promise<string[]> {
  const history: BookingHistory = {
    items: [
      {
        kind: "moved",
        at: "2026-12-10T00:00:00.000Z",
        actor: "cal",
        from: { startTime, endTime },
        to,
        reason: null,
        recovered: false,
      },
    ],
  };
  const { container } = await renderAsPage(
    <MeetingHistory booking={bookingDetails} history={history} display={display} />,
  );
  return [...container.querySelectorAll<HTMLElement>("del, del ~ b")].map(
    ({ innerText }) => innerText,
  );
}

describe("the history of a meeting", () => {
  it("has the starts of a move", async () => {
    const to = { startTime: "2026-12-15T18:00:00.000Z", endTime: "2026-12-15T18:45:00.000Z" };

    expect(await changeShown(to)).toEqual(["Mon 14 Dec, 18:00", "Tue 15 Dec, 18:00"]);
  });

  it("has the ends too where the meeting starts as before", async () => {
    const to = { startTime, endTime: "2026-12-14T19:00:00.000Z" };

    expect(await changeShown(to)).toEqual([
      "Mon 14 Dec, 18:00 – 18:45",
      "Mon 14 Dec, 18:00 – 19:00",
    ]);
  });
});
