import type { NotificationItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { moveNotification as move, timesOn as at } from "../../../test/notifications.ts";
import { groupByMeeting } from "./group-by-meeting.ts";
import { NotificationRow } from "./notification-row.tsx";
import { NotificationsPopover } from "./notifications-popover.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const noNews = { was: null, now: null, followUp: null };

const onlyPage = { hasNewer: false, hasOlder: false };

async function rowsOf(
  items: NotificationItem[],
  onFollow = (_unread: readonly string[]) => {},
  onPage = onlyPage,
) {
  const rows = groupByMeeting(items, onPage).map((news) => (
    <NotificationRow
      key={news.latest.ulid}
      news={news}
      now={parseInstant(move.createdAt)}
      onFollow={onFollow}
    />
  ));
  const { container } = await renderAsPage(<ul>{rows}</ul>);
  return container;
}

const words = (element: Element | null | undefined) =>
  (element instanceof HTMLElement ? element.innerText : "").split(/\n+/);

describe("a row of notifications", () => {
  it("says each fact once, all times in one zone", async () => {
    const container = await rowsOf([move]);

    expect(words(container.querySelector("li")).slice(1)).toEqual([
      move.headline,
      "Was",
      "Mon 14 Dec, 18:00",
      "Now",
      "Tue 15 Dec, 18:00 – 18:45",
      "A clash",
      move.followUp,
      "just now",
      "Unread",
    ]);
  });

  it("has both ends where only the length has changed", async () => {
    const longer = { ...at(14), endTime: "2026-12-14T19:00:00.000Z" };
    const container = await rowsOf([{ ...move, now: longer }]);

    expect(words(container.querySelector("li"))).toEqual(
      expect.arrayContaining(["Mon 14 Dec, 18:00 – 18:45", "Mon 14 Dec, 18:00 – 19:00"]),
    );
  });

  it("has no times where they are no news", async () => {
    const container = await rowsOf([{ ...move, ...noNews, kind: "bookingChangedUpstream" }]);

    expect(container.querySelectorAll("del")).toHaveLength(0);
  });

  it("is one target of at least 44 px, which marks all that it stands for as read", async () => {
    const onFollow = vi.fn((_unread: readonly string[]) => {});
    const container = await rowsOf([{ ...move, ulid: "newer" }, move], onFollow);

    const targets = [...container.querySelectorAll<HTMLElement>("a, button")];
    expect(targets).toHaveLength(1);
    expect(targets[0]?.offsetHeight).toBeGreaterThanOrEqual(44);
    targets[0]?.addEventListener("click", (event) => event.preventDefault());
    await page.getByRole("link").click();
    expect(onFollow.mock.calls).toEqual([[["newer", move.ulid]]]);
  });
});

describe("the notifications of one meeting", () => {
  const back: NotificationItem = {
    ...move,
    ulid: "newer",
    was: at(15),
    now: at(16),
    isMine: true,
    actor: "mentee",
    actorName: "Alex Rivera",
    readAt: move.createdAt,
  };

  it("are one row, from the first old time to the last new one", async () => {
    const container = await rowsOf([back, move]);

    const [, ...row] = words(container.querySelector("li"));
    expect(row).toEqual(
      expect.arrayContaining(["“Coaching” was moved twice", "Mon 14 Dec, 18:00"]),
    );
    expect(row).toContain("Wed 16 Dec, 18:00 – 18:45");
    expect(row).toContain("just now · by Sam Okafor, then by you");
    expect(container.querySelectorAll("li")).toHaveLength(1);
  });

  it.each([
    ["older", { hasNewer: false, hasOlder: true }],
    ["newer", { hasNewer: true, hasOlder: false }],
  ])("are counted as the least where there are %s ones on another page", async (_, onPage) => {
    const container = await rowsOf([back, move], () => {}, onPage);

    const [, ...row] = words(container.querySelector("li"));
    expect(row).toContain("“Coaching” was moved at least twice");
    expect(row).toContain("just now");
  });

  it("are all of them where the page has what happened before, whatever is on the next", () => {
    const cancelled: NotificationItem = { ...move, ulid: "before", now: null };
    const [news] = groupByMeeting([back, move, cancelled], { ...onlyPage, hasOlder: true });

    expect(news).toMatchObject({ moves: 2, isAtLeast: false });
  });

  it("are only those moves that no other news interrupts", () => {
    const cancelled: NotificationItem = { ...move, ulid: "between", now: null };
    const [news] = groupByMeeting([back, cancelled, move], onlyPage);

    expect(news).toMatchObject({ moves: 1, latest: { was: at(15), now: at(16) } });
    expect(news?.unread).toEqual(["between", move.ulid]);
  });

  it("stay apart from those of another meeting, the newest first", () => {
    const other = { ...move, bookingUlid: "other" };

    const news = groupByMeeting([other, back, move], onlyPage);
    expect(news.map(({ latest }) => latest.bookingUlid)).toEqual(["other", move.bookingUlid]);
  });
});

it("the popover of the bell has targets of 44 px, and nothing that axe finds", async () => {
  const other = { ...move, ulid: "other", bookingUlid: "other", readAt: move.createdAt };
  await renderAsPage(
    <main>
      <h1>{move.title}</h1>
      <NotificationsPopover trigger={{ current: document.body }} unread={1} onClose={() => {}} />
    </main>,
    { answers: { "notification.list": { items: [move, other], nextCursor: null } } },
  );
  await expect.element(page.getByText(move.headline).first()).toBeVisible();

  const dialog = page.getByRole("dialog").element();
  const heights = [...dialog.querySelectorAll<HTMLElement>("a, button")]
    .filter((target) => target.offsetWidth > 1)
    .map((target) => target.offsetHeight);
  expect(heights.length).toBeGreaterThanOrEqual(4);
  expect(heights.filter((height) => height < 44)).toEqual([]);
  // The page around it is inert: rules about the whole page find nothing there.
  const ofPage = /: html$/;
  expect((await findProblems()).filter((problem) => !ofPage.test(problem))).toEqual([]);
});
