import { deviceTimeZone, parseInstant } from "@reslot/cal/time";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { MeetingFacts } from "@/features/meeting/meeting-facts.tsx";
import { wholeList } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";
import { NotificationRow } from "@/features/notifications/notification-row.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NowLine } from "@/features/reschedule/pick/now-line.tsx";
import { ZonePicker } from "@/features/reschedule/pick/zone-picker.tsx";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { SlotButton } from "@/features/reschedule/slots/slot-button.tsx";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { moveContext } from "../../../test/components/move-context.ts";
import { listedMeeting, listOf } from "../../../test/meetings-list.ts";
import { moveNotification, timesOn } from "../../../test/notifications.ts";
import { ReadInZoneOf, useDisplay } from "./display.tsx";
import { LearnDevice } from "./learn-device.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh: () => refresh() }),
  useSearchParams: () => new URLSearchParams(),
}));

const london = { name: "Sam Okafor", timeZone: "Europe/London" };
const nowhere = { name: "Alex Rivera", timeZone: null };
/** The meeting of `bookingDetails`, 18:00 in London, read by a mentee whose zone is not known. */
const mine = moveContext({ mentee: nowhere });
/** The same, read by the coach. */
const theirs = moveContext({ role: "coach", mentee: nowhere });

const listed = listedMeeting();
const item = { ...listed, counterpart: { ...listed.counterpart, timeZone: "Asia/Katmandu" } };

/** Renders what needs the reader's display, below the zone of the person they meet. */
function InTheirZone({
  children,
}: {
  children: (display: MoveContext["display"]) => ReactElement;
}) {
  return (
    <ReadInZoneOf timeZone="Europe/London">
      <Displayed>{children}</Displayed>
    </ReadInZoneOf>
  );
}

function Displayed({ children }: { children: (display: MoveContext["display"]) => ReactElement }) {
  return children(useDisplay());
}

const text = (element: HTMLElement) => element.innerText.replaceAll(/\s+/g, " ");

describe("a reader whose time zone is not known", () => {
  const asUnknown = (element: ReactElement, answers = {}) =>
    renderAsPage(element, { timeZone: null, answers });

  it("reads a meeting in the other person's zone, named", async () => {
    const { container } = await asUnknown(
      <InTheirZone>
        {(display) => <MeetingFacts booking={mine.booking} display={display} />}
      </InTheirZone>,
    );

    expect(text(container)).toContain("18:00 – 18:45 London, UTC+0 · your time zone is not set");
    expect(text(container)).not.toMatch(/your time ·|same time as you|UTC ·/i);
  });

  it("reads each meeting of the list in that person's zone", async () => {
    const { container } = await asUnknown(
      <>
        <MeetingsDesk opened={wholeList("upcoming")} initial={listOf([item])} isConnected />
      </>,
      { "booking.list": listOf([item]) },
    );

    expect(text(container)).toContain("Your time zone is not set.");
    expect(text(container)).toContain(
      "23:45 – Tue 15 Dec, 00:30 SO Sam Okafor Coaching Kathmandu time",
    );
  });

  it("reads the meeting they are moving, and the review, in the other person's zone", async () => {
    const { container } = await asUnknown(
      <InTheirZone>
        {(display) => (
          <>
            <NowLine move={{ ...mine, display }} />
            <MoveTable
              move={{ ...mine, display }}
              from={mine.current}
              to={mine.current}
              headings={{ from: "now", to: "new" }}
            />
          </>
        )}
      </InTheirZone>,
    );

    expect(text(container)).toContain("18:00 – 18:45 London, UTC+0 · your time zone is not set");
    expect(text(container)).toContain("London, UTC+0, your time zone is not set");
  });

  it("reads the times of a notification in the other person's zone, named", async () => {
    const notification = {
      ...moveNotification,
      was: { startTime: "2026-12-14T17:00:00.000Z", endTime: "2026-12-14T17:45:00.000Z" },
      now: timesOn(14),
      text: "The words with both times.",
    };
    const news = {
      latest: notification,
      moves: 1,
      isAtLeast: false,
      movers: [notification],
      unread: [],
    };
    const { container } = await asUnknown(
      <NotificationRow
        news={news}
        now={parseInstant(notification.createdAt)}
        onFollow={() => {}}
      />,
    );

    expect(text(container)).toContain("Was Mon 14 Dec, 17:00 Now Mon 14 Dec, 18:00 – 18:45");
    expect(text(container)).toContain("London, UTC+0 · your time zone is not set");
    expect(text(container)).not.toContain("The words with both times.");
  });

  it("gives their device's zone once, and sees the page again when it was taken", async () => {
    const update = vi.fn(() => ({ name: "A", timeZone: "Asia/Tokyo", timeZoneFrom: "browser" }));
    refresh.mockClear();
    await asUnknown(<LearnDevice newLocale={null} />, { "person.update": update });

    await expect.poll(() => refresh.mock.calls.length).toBe(1);
    expect(update.mock.calls).toEqual([[{ timeZone: deviceTimeZone(), timeZoneFrom: "browser" }]]);
  });

  it("gives what language their device asks for where that is news, and their zone with it", async () => {
    const update = vi.fn(() => ({ timeZone: null }));
    await asUnknown(<LearnDevice newLocale="de-AT" />, { "person.update": update });

    await expect
      .poll(() => update.mock.calls)
      .toEqual([[{ timeZone: deviceTimeZone(), timeZoneFrom: "browser", deviceLocale: "de-AT" }]]);
  });
});

describe("a reader whose counterpart has no known time zone", () => {
  it("sees that it is not set, and neither a time nor an odd hour for them", async () => {
    const slot = { start: parseInstant("2026-12-15T18:00:00Z"), verdict: "mutual" } as const;
    const { container } = await renderAsPage(
      <>
        <MeetingFacts booking={theirs.booking} display={theirs.display} />
        <NowLine move={theirs} />
        <MoveTable
          move={theirs}
          from={null}
          to={theirs.current}
          headings={{ from: "now", to: "new" }}
        />
        <SlotButton
          slot={slot}
          end={slot.start}
          people={theirs.people}
          display={theirs.display}
          isChosen={false}
          onChoose={() => {}}
        />
      </>,
      { timeZone: london.timeZone },
    );

    expect(text(container)).toContain("For Alex Time zone not set");
    expect(text(container).match(/Alex’s time zone is not set/g)).toHaveLength(2);
    expect(text(container)).not.toMatch(/early|late|\bUTC\b(?!\+0)/);
  });
});

describe("choosing a time zone", () => {
  const other = { firstName: "Sam", timeZone: "Asia/Katmandu" };
  const choose = async (zone: string) => {
    const update = vi.fn(() => ({ name: "A", timeZone: zone, timeZoneFrom: "choice" }));
    await renderAsPage(<ZonePicker other={other} />, { answers: { "person.update": update } });
    const select = page.getByLabelText("Time zone");
    await select.click();
    await select.selectOptions(zone);
    return update;
  };

  it("saves it as the person's own", async () => {
    const update = await choose("Asia/Tokyo");
    await expect.poll(() => update.mock.calls).toEqual([[{ timeZone: "Asia/Tokyo" }]]);
  });

  it("finds a city by its former name", async () => {
    await renderAsPage(<ZonePicker other={other} />);
    await page.getByLabelText("Time zone").click();
    const names = page
      .getByRole("option")
      .elements()
      .map(({ textContent }) => textContent);
    expect(names).toEqual(
      expect.arrayContaining(["Katmandu, now Kathmandu (Asia)", "Calcutta, now Kolkata (Asia)"]),
    );
  });

  it("only shows times in the other person's", async () => {
    const update = await choose(other.timeZone);
    expect(document.cookie).toContain(`reslot-zone=${encodeURIComponent(other.timeZone)}`);
    expect(update).not.toHaveBeenCalled();
  });
});
