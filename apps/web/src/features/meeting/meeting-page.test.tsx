import type { BookingDetails, BookingHistory } from "@reslot/api";
import { formatInstant, hourMs, parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { bookingDetails } from "../../../test/booking-details.ts";
import { onPage, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { ChangeNotice } from "./change-notice.tsx";
import { MeetingFacts } from "./meeting-facts.tsx";
import { MeetingLinks } from "./meeting-links.tsx";
import { MeetingNotes } from "./meeting-notes.tsx";
import { MeetingPerson } from "./meeting-person.tsx";
import styles from "./meeting.module.css";
import { changeOf } from "./use-seen-change.ts";
import { OtherMeetings } from "./other-meetings.tsx";
import { WorksForMe } from "./works-for-me.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const t = messagesFor("en", "meeting");
const display = { locale: "en-GB", timeZone: "Europe/London" };
const { startTime, endTime } = bookingDetails;

const withChanges = (changes: Partial<BookingDetails>) => ({ ...bookingDetails, ...changes });

const movedBy = (actor: "coach" | "mentee" | "cal"): BookingHistory => ({
  items: [
    {
      at: "2026-12-09T10:00:00.000Z",
      kind: "moved",
      actor,
      from: { startTime, endTime },
      to: { startTime, endTime },
      reason: null,
      recovered: false,
    },
  ],
});

const link = (name: string) => page.getByRole("link", { name });
const button = (name: string) => page.getByRole("button", { name });

beforeEach(async () => {
  await page.viewport(1280, 800);
});

describe("the ways out of a meeting's page", () => {
  const links = (changes: Partial<BookingDetails> = {}, now?: number) =>
    renderAsPage(
      <MeetingLinks booking={withChanges(changes)} calUrl="https://app.cal.example" />,
      now === undefined ? {} : { now },
    );

  it("lead to the call, into the reader's calendar and to Cal.com", async () => {
    await links();

    const join = link(t("links.join"));
    await expect.element(join).toHaveAttribute("href", bookingDetails.joinUrl ?? "");
    await expect.element(join).toHaveAttribute("rel", "noreferrer noopener");
    await expect
      .element(link(t("links.add")))
      .toHaveAttribute("href", `/api/meetings/${bookingDetails.ulid}/event.ics`);
    await expect
      .element(link(t("links.cal")))
      .toHaveAttribute("href", "https://app.cal.example/bookings/upcoming");
  });

  it("do not say that there is no link while none is known", async () => {
    const { container } = await links({ joinUrl: null });

    expect(container.innerText).not.toContain(t("links.join"));
  });

  it("are only Cal.com once it is cancelled", async () => {
    const { container } = await links({ status: "cancelled" });

    const hrefs = [...container.querySelectorAll("a")].map(({ href }) => href);
    expect(hrefs).toEqual(["https://app.cal.example/bookings/cancelled"]);
  });
});

describe("the other person", () => {
  it("has their address, where they share it, and the time there now", async () => {
    const booking = withChanges({
      counterpart: { ...bookingDetails.counterpart, email: "sam+1@example.test" },
    });
    const { container } = await renderAsPage(<MeetingPerson {...{ booking, display }} />);

    await expect
      .element(link(t("email", { name: "Sam" })))
      .toHaveAttribute("href", "mailto:sam%2B1@example.test");
    expect(container.innerText).toMatch(/London, UTC(\+0)? · \d\d:\d\d there now/);
  });

  it("has none where they do not", async () => {
    const booking = withChanges({ counterpart: { ...bookingDetails.counterpart, email: null } });
    const { container } = await renderAsPage(<MeetingPerson {...{ booking, display }} />);

    expect(container.querySelectorAll("a")).toHaveLength(0);
  });
});

describe("the next meetings with the same person", () => {
  const meeting = (ulid: string, status = "accepted") => ({
    ulid,
    title: "Coaching",
    startTime,
    status,
  });

  it("are links of 44 px, without this one and those that take place no more", async () => {
    const list = vi.fn(() => ({
      items: [meeting(bookingDetails.ulid), meeting("off", "cancelled"), meeting("next")],
    }));
    const { container } = await renderAsPage(
      <OtherMeetings booking={bookingDetails} display={display} />,
      { answers: { "booking.list": list } },
    );

    await expect.element(link("Mon 14 Dec, 18:00 Coaching")).toBeVisible();
    const links = [...container.querySelectorAll("a")];
    expect(links.map((each) => each.getAttribute("href"))).toEqual(["/meetings/next"]);
    expect(links[0]?.offsetHeight).toBeGreaterThanOrEqual(44);
    const { personUlid: withPersonUlid } = bookingDetails.counterpart;
    expect(list.mock.calls).toEqual([[{ when: "upcoming", withPersonUlid, limit: 10 }]]);
  });

  it("are not told as none while they are not known", async () => {
    const { container } = await renderAsPage(
      <OtherMeetings booking={bookingDetails} display={display} />,
    );
    expect(container.innerText).toBe("");
  });
});

describe("what was noted", () => {
  it("keeps its lines, and wraps what is longer than a phone of 320 pixels", async () => {
    await page.viewport(320, 600);
    const long = "https://example.test/".padEnd(400, "x");
    const answers = [{ question: "Goal", answer: long }];
    const { container } = await renderAsPage(
      <div className={styles.page}>
        <MeetingFacts booking={withChanges({ location: long })} display={display} />
        <MeetingNotes booking={{ description: `One\nTwo ${long}`, answers }} />
        <MeetingPerson
          booking={withChanges({
            counterpart: { ...bookingDetails.counterpart, email: `${long}@example.test` },
          })}
          display={display}
        />
      </div>,
    );

    expect(container.innerText).toMatch(/One\n+Two/);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });

  it("is no card where there is nothing", async () => {
    const { container } = await renderAsPage(
      <MeetingNotes booking={{ description: null, answers: [] }} />,
    );
    expect(container.innerText).toBe("");
  });
});

describe("the question whether a time works", () => {
  const ask = (
    booking: BookingDetails,
    history = movedBy("coach"),
    answers: Record<string, unknown> = {},
  ) => renderAsPage(<WorksForMe {...{ booking, history }} />, { answers });

  it("is answered with one click, for the version on the page", async () => {
    const acknowledge = vi.fn(() => ({ acknowledgedAt: "2026-12-10T00:00:00.000Z" }));
    await ask(bookingDetails, movedBy("coach"), { "booking.acknowledge": acknowledge });

    await button(t("works.yes")).click();

    await expect.poll(() => acknowledge.mock.calls.length).toBe(1);
    expect(acknowledge.mock.calls).toEqual([[{ bookingUlid: bookingDetails.ulid, version: 1 }]]);
  });

  it("says so when it was not saved", async () => {
    await ask(bookingDetails);

    await button(t("works.yes")).click();

    await expect.element(page.getByRole("alert")).toMatchTextContent(t("works.failed"));
  });

  it.each([
    ["a coach", withChanges({ role: "coach" }), movedBy("coach")],
    ["a mentee who moved it", bookingDetails, movedBy("mentee")],
    ["a meeting that was never moved", bookingDetails, { items: [] }],
    ["one that is answered", withChanges({ acknowledgedAt: startTime }), movedBy("coach")],
    ["one that was cancelled", withChanges({ status: "cancelled" }), movedBy("coach")],
    ["one that Cal.com no longer knows", withChanges({ gone: true }), movedBy("coach")],
  ])("is not put to %s", async (_, booking, history) => {
    const { container } = await ask(booking, history);
    expect(container.innerText).toBe("");
  });

  it("is answered on the coach's page", async () => {
    const booking = withChanges({ role: "coach", acknowledgedAt: startTime });
    const { container } = await renderAsPage(<MeetingFacts {...{ booking, display }} />);

    expect(container.innerText).toContain("Alex says it works");
  });
});

describe("a change while the page is open", () => {
  const later = formatInstant(parseInstant(startTime) + hourMs);
  const moved = withChanges({ version: 2, startTime: later, endTime: later });
  const before = { booking: bookingDetails, history: { items: [] } };
  const entry = movedBy("coach").items.map((item) => ({
    ...item,
    to: { startTime: later, endTime: later },
  }));

  it("is announced in a live region that was there before, once", async () => {
    const words: string[] = [];
    const notice = (change: ReturnType<typeof changeOf>) =>
      onPage(<ChangeNotice change={change} name="Sam" display={display} />);
    const { container, rerender } = await render(notice(null));
    const region = container.querySelector("output");
    new MutationObserver(() => words.push(region?.textContent ?? "")).observe(container, {
      childList: true,
      characterData: true,
      subtree: true,
    });

    const change = changeOf(before, { booking: moved, history: { items: entry } });
    await rerender(notice(change));
    await rerender(notice(change));

    await expect.poll(() => words.length).toBe(1);
    expect(words[0]).toContain("Sam moved this to Mon 14 Dec, 19:00");
    expect(container.querySelector("output")).toBe(region);
  });

  it.each([
    ["a move by the other person", moved, { kind: "moved", by: "other", startTime: later }],
    ["a cancellation", withChanges({ status: "cancelled" }), { kind: "cancelled" }],
    ["a refusal", withChanges({ status: "rejected" }), { kind: "declined" }],
    ["another title", withChanges({ title: "Another" }), null],
  ])("is %s", (_, booking, change) => {
    expect(changeOf(before, { booking, history: { items: entry } })).toEqual(change);
  });

  it("is a confirmation of what was asked", () => {
    const asked = { ...before, booking: withChanges({ status: "pending" }) };
    expect(changeOf(asked, before)).toEqual({ kind: "confirmed" });
  });
});

it("has no problem that axe finds", async () => {
  const booking = withChanges({ description: "One", answers: [{ question: "Q", answer: "A" }] });
  await renderAsPage(
    <main>
      <h1>{t("heading", { title: booking.title, name: "Sam" })}</h1>
      <WorksForMe booking={booking} history={movedBy("coach")} />
      <MeetingFacts {...{ booking, display }} />
      <MeetingNotes booking={booking} />
      <MeetingPerson {...{ booking, display }} />
      <MeetingLinks booking={booking} calUrl="https://app.cal.example" />
    </main>,
  );
  expect(await findProblems()).toEqual([]);
});
