import { messagesFor } from "@reslot/messages/catalogue";
import { drawnDays, rangeFor } from "@reslot/react";
import { expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noAnswerYet, renderAsPage } from "../../../../test/components/as-page.tsx";
import { RescheduleScreen } from "./reschedule-screen.tsx";
import { Page } from "@/components/frame/page.tsx";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {}, prefetch() {} }),
  usePathname: () => window.location.pathname,
  useSearchParams: () => new URLSearchParams(),
}));

const timeZone = "America/Vancouver";
const day = "2026-12-15";
const calendar = { today: "2026-12-09", firstDay: 1, timeZone };
const at = (time: string) => `${day}T${time}:00.000Z`;
const data = availabilityOf({
  slots: ["18:00", "18:45", "19:30"].map((time) => ({ start: at(time), verdict: "mutual" })),
  suggestions: [
    { start: "2026-12-11T18:00:00.000Z", reasons: ["sameTime"] },
    { start: at("18:45"), reasons: ["closeToOriginal"] },
    { start: "2026-12-16T19:00:00.000Z", reasons: ["notBackToBack"] },
  ],
});
/** The header of every page is not rendered here. */
const headerHeight = 53;
const limit = 450;

const unread = {
  ...data,
  slots: data.slots.map(({ start }) => ({ start, verdict: "menteeUnknown" as const })),
  checks: { ...data.checks, mentee: "notConnected" as const },
};
const without = {
  ...bookingDetails,
  menteeConnection: "notConnected" as const,
  sharing: { state: null, since: null, nextAskAt: null },
};

const unreachable = { ...unread, checks: { ...data.checks, mentee: "unreachable" as const } };

/** What is above the times: nothing, or why the reader's calendar was not read. */
const above = {
  "": { booking: bookingDetails, data, warning: null },
  " below the warning": { booking: without, data: unread, warning: "notConnectedTitle" },
  " below a failure": {
    booking: bookingDetails,
    data: unreachable,
    warning: "unreadableTitle",
  },
} as const;

it.each(
  (["", " below the warning", " below a failure"] as const).flatMap((below) =>
    (["week", "month"] as const).flatMap((view) =>
      [390, 768, 1024].flatMap((width) =>
        (["en", "de"] as const).map((language) => ({ below, view, width, language })),
      ),
    ),
  ),
)(
  "the first time of the $view is in view$below, $width px wide, in $language",
  async ({ below, view, width, language }) => {
    const { booking, data: times, warning } = above[below];
    await page.viewport(width, 844);
    const input = rangeFor(booking.ulid, drawnDays(view, day, calendar), calendar);
    await renderAsPage(
      <Page>
        <RescheduleScreen
          first={{
            booking,
            availability: { input, data: times },
            status: null,
            history: null,
            day,
            view,
            formAttemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
          }}
          confirmMove={async () => {}}
        />
      </Page>,
      {
        timeZone,
        language,
        answers: {
          "booking.get": booking,
          "booking.availability": times,
          "booking.onChange": noAnswerYet,
          "calConnection.get": { calendarsUrl: "https://app.cal.com", oauthAvailable: true },
        },
      },
    );

    const words = messagesFor(language, "pick");
    const title = page.getByText(words(`warning.${warning ?? "notConnectedTitle"}`));
    await vi.waitFor(() => expect(title.elements()).toHaveLength(warning === null ? 0 : 1));
    const shown = () =>
      [...document.querySelectorAll("[data-slot]")].filter(
        (each) => each.getClientRects().length > 0,
      );
    await vi.waitFor(() => expect(shown()).not.toEqual([]), { timeout: 10_000 });
    const tops = shown().map((each) => each.getBoundingClientRect().top);

    expect(Math.min(...tops) + headerHeight).toBeLessThanOrEqual(limit);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await page.viewport(1280, 900);
  },
);
