import type { BookingList } from "@reslot/api";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import { noAnswerYet, renderAsPage } from "../../../../test/components/as-page.tsx";
import { currentQuery, startAddress } from "../../../../test/components/navigation-double.ts";
import { listedMeeting, listOf } from "../../../../test/meetings-list.ts";
import { type ListInput, type When, wholeList } from "./list-query.ts";
import { MeetingsDesk } from "./meetings-desk.tsx";
import { Page } from "@/components/frame/page.tsx";

vi.mock("next/navigation", () => import("../../../../test/components/navigation-double.ts"));

const now = parseInstant("2026-11-30T09:12:00Z");
const london = "Europe/London";
const people = [
  ["Maya Lindqvist", "Career check-in", "2026-11-30T10:00:00.000Z", "Europe/Stockholm"],
  ["Priya Nair", "Career planning", "2026-11-30T15:00:00.000Z", "Asia/Kolkata"],
  ["Jonas Weber", "Interview practice", "2026-12-01T09:00:00.000Z", "Europe/Berlin"],
  ["Noah Patel", "Career check-in", "2026-12-01T11:00:00.000Z", london],
  ["Alex Rivera", "Board preparation", "2026-12-03T16:30:00.000Z", "America/Vancouver"],
  ["Kofi Mensah", "Career check-in", "2026-12-04T09:30:00.000Z", "Africa/Accra"],
] as const;

const ulidOf = (index: number) => `01KC3M8QZ4ABCDEFGHJKMNPQ${String(index).padStart(2, "0")}`;

const meetings = people.map(([name, title, startTime, timeZone], index) =>
  listedMeeting({
    ulid: ulidOf(index),
    title,
    role: "coach",
    startTime,
    endTime: new Date(Date.parse(startTime) + 45 * minuteMs).toISOString(),
    counterpart: { personUlid: ulidOf(50 + index), name, timeZone, state: "notConnected" },
    joinUrl: "https://meet.example.test/sam",
    ...(name === "Priya Nair" && {
      lastMove: {
        at: "2026-11-30T08:00:00.000Z",
        by: "mentee" as const,
        fromStartTime: "2026-11-30T14:15:00.000Z",
        fromEndTime: "2026-11-30T15:00:00.000Z",
      },
    }),
    ...(name === "Alex Rivera" && {
      status: "pending" as const,
      needsMe: "confirm" as const,
      lastMove: {
        at: "2026-11-29T08:00:00.000Z",
        by: "mentee" as const,
        fromStartTime: "2026-12-04T15:00:00.000Z",
        fromEndTime: "2026-12-04T15:45:00.000Z",
      },
    }),
    ...(name === "Kofi Mensah" && {
      reschedule: { allowed: false as const, reason: "inProgress" as const },
      inFlight: {
        kind: "move" as const,
        by: "mentee" as const,
        newStartTime: "2026-12-07T09:30:00.000Z",
        newEndTime: "2026-12-07T10:15:00.000Z",
      },
    }),
  }),
);

const whole = listOf(meetings, {
  total: 43,
  nextCursor: "abc",
  counts: { all: 43, needsMe: 1, offered: 0, changed: 2 },
  days: [
    { date: "2026-11-30", count: 2 },
    { date: "2026-12-01", count: 2 },
    { date: "2026-12-03", count: 1 },
    { date: "2026-12-04", count: 9 },
  ],
  people: people.map(([name], index) => ({ personUlid: ulidOf(50 + index), name, count: 1 })),
});

function answer(input: ListInput): BookingList {
  if (input.search === "nobody") return { ...whole, items: [], nextCursor: null, total: 0 };
  if (input.search) return { ...whole, items: meetings.slice(2, 3), nextCursor: null, total: 1 };
  if (input.filter === "needsMe") {
    return { ...whole, items: meetings.slice(4, 5), nextCursor: null, total: 1 };
  }
  if ((input.limit ?? 20) <= 20) return whole;
  const later = meetings.map((item, index) => ({ ...item, ulid: ulidOf(20 + index) }));
  return { ...whole, items: [...meetings, ...later] };
}

function renderDesk(
  initial = whole,
  answers: Record<string, unknown> = { "booking.list": answer },
  { isConnected = true, when = "upcoming" }: { isConnected?: boolean; when?: When } = {},
) {
  return renderAsPage(
    <Page>
      <MeetingsDesk opened={wholeList(when)} {...{ initial, isConnected }} />
      <Keyboard singleKeys />
    </Page>,
    { now, answers },
  );
}

beforeEach(() => {
  startAddress("");
  vi.useFakeTimers({ toFake: ["Date"], now });
  return () => vi.useRealTimers();
});

describe("the list of meetings", () => {
  it("counts nothing and offers no filters where there is no meeting", async () => {
    const { container } = await renderDesk(listOf([]), { "booking.list": listOf([]) });

    await expect.element(page.getByText("No upcoming meetings")).toBeVisible();
    expect(container.innerText).not.toMatch(/\b0\b/);
    expect(page.getByRole("region", { name: "Show" }).elements()).toEqual([]);
  });

  it("begins with the next meeting, how soon it is, and the way into it", async () => {
    await renderDesk();
    const next = page.getByRole("region", { name: "Next meeting" });
    await expect.element(next).toMatchTextContent("in 48 min");
    await expect.element(next).toMatchTextContent("Career check-in · 11:00 for Maya in Stockholm");
    const join = next.getByRole("link", { name: "Join Maya Lindqvist" });
    await expect.element(join).toHaveAttribute("href", "https://meet.example.test/sam");
    await expect
      .element(page.getByText("43 upcoming with 6 people · your time, London"))
      .toBeVisible();
  });

  it("says of the next meeting only where it goes while it is being moved", async () => {
    const inFlight = {
      kind: "move",
      by: "mentee",
      newStartTime: "2026-12-07T09:30:00.000Z",
      newEndTime: "2026-12-07T10:15:00.000Z",
    } as const;
    const reschedule = { allowed: false, reason: "inProgress" } as const;
    const items = meetings.map((item, index) =>
      index === 0 ? { ...item, inFlight, reschedule } : item,
    );
    const list = { ...whole, items };
    await renderDesk(list, { "booking.list": list });
    const next = page.getByRole("region", { name: "Next meeting" });
    await expect.element(next).toMatchTextContent(/Moving….*to Mon 7 Dec, 09:30.*Maya Lindqvist/);
    const { textContent, innerHTML } = next.element();
    expect(textContent).not.toMatch(/10:00|10:45|11:00|48 min/);
    expect(innerHTML).not.toMatch(/10:00/);
    await expect.element(next.getByRole("link", { name: "Join" })).toBeVisible();
  });

  it("confirms with a key what the mentee of the row with the focus asks for, and nothing else", async () => {
    const confirmed = vi.fn((_input: { bookingUlid: string }) => noAnswerYet);
    await renderDesk(whole, { "booking.list": answer, "booking.confirm": confirmed });
    await userEvent.keyboard("jc");
    expect(confirmed).not.toHaveBeenCalled();
    await userEvent.keyboard("jjjjc");
    await expect.poll(() => confirmed.mock.calls.length).toBe(1);
    expect(confirmed.mock.calls).toMatchObject([[{ bookingUlid: ulidOf(4) }]]);
  });

  it("calls no meeting the next one that is over, or that Cal.com no longer knows", async () => {
    const items = meetings.map((item, index) => ({
      ...item,
      ...(index === 0 && { endTime: "2026-11-30T09:12:00.000Z" }),
      ...(index === 1 && { reschedule: { allowed: false as const, reason: "gone" as const } }),
    }));
    const list = { ...whole, items };
    await renderDesk(list, { "booking.list": list });
    await expect
      .element(page.getByRole("region", { name: "Next meeting" }))
      .toMatchTextContent("Jonas Weber");
  });

  it("has each day once, with the server's count, and each meeting in one line", async () => {
    await renderDesk();
    const headings = page.getByRole("heading", { level: 2 });
    expect(headings.elements().map((heading) => heading.textContent)).toEqual([
      "Today",
      "Tomorrow",
      "Thu 3 Dec",
      "Fri 4 Dec",
    ]);
    const rows = page.getByRole("listitem");
    const text = rows.elements().map((row) => row.textContent?.replaceAll(/\s+/g, " "));
    expect(text[1]).toBe(
      "15:00 – 15:45PNPriya NairCareer planning20:30 in Kolkata · lateMoved by Priyawas 14:15Move",
    );
    expect(text[3]).toContain("Noah PatelCareer check-insame time in London");
    expect(text[4]).toContain("Alex asks for this timewas Fri 4 Dec, 15:00ConfirmDecline");
    expect(text[5]).toContain("Moving…to Mon 7 Dec, 09:30");
    expect(text[5]).not.toContain("Move ");
    const days = page.getByRole("region", { name: "Fri 4 Dec" });
    await expect.element(days).toMatchTextContent("9 meetings");
    for (const row of rows.elements()) expect(row.getBoundingClientRect().height).toBeLessThan(60);
  });

  it("leads to the meeting from all of a row", async () => {
    await renderDesk();
    const row = page.getByRole("listitem").nth(2).element();
    const { left, top, width, height } = row.getBoundingClientRect();
    const middle = document.elementFromPoint(left + width * 0.7, top + height / 2);
    expect(middle?.closest("a")?.getAttribute("href")).toBe(`/meetings/${ulidOf(2)}`);
  });

  it("is searched while one types, kept in the address, and says how many were found", async () => {
    await renderDesk();
    await userEvent.type(page.getByRole("searchbox"), "weber");
    await expect.poll(currentQuery).toBe("?q=weber");
    await expect.element(page.getByRole("status")).toMatchTextContent("1 meeting");
    expect(page.getByRole("listitem").elements()).toHaveLength(1);
    await expect
      .element(page.getByRole("region", { name: "Next meeting" }))
      .not.toBeInTheDocument();
    await userEvent.fill(page.getByRole("searchbox"), "nobody");
    await expect.element(page.getByText("No meeting matches")).toBeVisible();
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.element(page.getByRole("listitem").first()).toMatchTextContent("Maya Lindqvist");
    expect(currentQuery()).toBe("");
    await expect.element(page.getByRole("searchbox")).toHaveValue("");
  });

  it("is filtered by what waits and by person", async () => {
    await renderDesk();
    await page.getByRole("link", { name: "Needs you 1" }).click();
    await expect.element(page.getByRole("status")).toMatchTextContent("1 meeting");
    expect(currentQuery()).toBe("?show=needs");
    const needs = page.getByRole("link", { name: "Needs you 1" });
    await expect.element(needs).toHaveAttribute("aria-current", "true");
    await userEvent.selectOptions(page.getByRole("combobox"), "Jonas Weber (1)");
    expect(currentQuery()).toBe(`?show=needs&with=${ulidOf(52)}`);
  });

  it("puts further rows below with the focus on the first of them, and keeps their number", async () => {
    await renderDesk();
    await page.getByRole("button", { name: "Show more · 6 of 43" }).click();
    await expect.element(page.getByRole("listitem").nth(11)).toBeInTheDocument();
    expect(currentQuery()).toBe("?n=40");
    const focused = () =>
      document.activeElement?.closest("[data-booking]")?.getAttribute("data-booking");
    await expect.poll(focused).toBe(ulidOf(20));
  });

  it("is walked with j and k, and searched with a slash, from which the arrow leads to the rows", async () => {
    await renderDesk();
    const focused = () =>
      document.activeElement?.closest("[data-booking]")?.getAttribute("data-booking");
    await userEvent.keyboard("k");
    expect(focused()).toBe(ulidOf(0));
    await userEvent.keyboard("jjk");
    expect(focused()).toBe(ulidOf(1));
    await userEvent.keyboard("/jk");
    await expect.element(page.getByRole("searchbox")).toHaveValue("jk");
    await expect.poll(() => page.getByRole("listitem").elements().length).toBe(1);
    await userEvent.keyboard("{ArrowDown}");
    expect(focused()).toBe(ulidOf(2));
    expect(document.activeElement?.getAttribute("href")).toBe(`/meetings/${ulidOf(2)}`);
  });

  it("says nothing of meetings that could not be read", async () => {
    await renderDesk(whole, {});
    await page.getByRole("link", { name: "Changed this week" }).click();
    await expect.element(page.getByText("Your meetings can’t be loaded right now")).toBeVisible();
    expect(page.getByRole("listitem").elements()).toHaveLength(0);
    await expect.element(page.getByText("No meeting matches")).not.toBeInTheDocument();
    await expect.element(page.getByRole("status")).toBeEmptyDOMElement();
  });

  it.each(["upcoming", "past"] as const)(
    "counts nothing for a person without a connection: %s",
    async (when) => {
      const none = listOf([]);
      startAddress(when === "past" ? "?when=past" : "");
      const answers = { "booking.list": none };
      const { container } = await renderDesk(none, answers, { isConnected: false, when });
      await expect.element(page.getByText("Connect Cal.com to see your meetings")).toBeVisible();
      await expect.element(page.getByText("your time, London")).toBeVisible();
      expect(container.textContent).not.toMatch(/\b0\b|No past meetings/);
    },
  );

  it("counts nothing as found before the answer to a search", async () => {
    await renderDesk(whole, { "booking.list": noAnswerYet });
    await userEvent.type(page.getByRole("searchbox"), "weber");
    await expect.poll(currentQuery).toBe("?q=weber");
    await expect.element(page.getByRole("status")).toBeEmptyDOMElement();
  });
});

it("renders the words of all of sixty meetings, so that the browser's own search finds the last", async () => {
  const [first] = meetings;
  const sixty = Array.from({ length: 60 }, (_, index) =>
    listedMeeting({
      ulid: ulidOf(index),
      startTime: first?.startTime ?? "",
      counterpart: { ...listedMeeting().counterpart, name: `Person ${index + 1}` },
    }),
  );
  await renderDesk(listOf(sixty), { "booking.list": listOf(sixty) });
  await expect.element(page.getByRole("listitem").nth(59)).toBeInTheDocument();

  // The text as it is rendered: without what is hidden.
  expect(document.body.innerText).toMatch(/\bPerson 60\b/);
  expect(page.getByRole("listitem").nth(59).element().checkVisibility()).toBe(true);
});
