import type { BookingDetails } from "@reslot/api";
import { en } from "@reslot/messages/en";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { bookingDetails } from "../../../test/booking-details.ts";
import { refusal, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { sharingList } from "../../../test/sharing-list.ts";
import { SharingSettings } from "@/features/settings/sharing-settings.tsx";
import { AskToShare } from "./ask-to-share.tsx";
import { ConsentQuestion } from "./consent-question.tsx";
import { Page } from "@/components/frame/page.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const words = en.sharing;
const coach = bookingDetails.counterpart;
const button = (name: string) => page.getByRole("button", { name, exact: true });

const onPage = (element: ReactElement) => (
  <Page isNarrow>
    <h1>{words.title}</h1>
    {element}
  </Page>
);

function answering(path: string) {
  const asked = vi.fn((_input: unknown) => ({}));
  return { asked, answers: { [path]: asked } };
}

describe("the question whether a coach may see when the reader is busy", () => {
  const ask = (answers = {}) =>
    renderAsPage(onPage(<ConsentQuestion bookingUlid={bookingDetails.ulid} coach={coach} />), {
      answers,
    });

  it("names the coach, and what is never shown", async () => {
    const { container } = await ask();

    const text = container.textContent.replaceAll(/[\u2066-\u2069]/g, "");
    expect(text).toContain("Sam Okafor has a meeting with you. Let Sam see when you’re busy?");
    expect(text).toContain("never what you do then");
    expect(await findProblems()).toEqual([]);
  });

  it.each([
    ["sharing.allow", words.allow],
    ["sharing.stop", words.notNow],
  ])("calls %s for the coach", async (path, name) => {
    const { asked, answers } = answering(path);
    await ask(answers);

    await button(name).click();
    expect(asked).toHaveBeenCalledWith({ coachUserUlid: coach.personUlid });
  });

  it("hides the meeting of a coach whom the reader does not know", async () => {
    const { asked, answers } = answering("sharing.disown");
    const onDisowned = vi.fn();
    const listed = vi.fn(() => ({ coaches: [] }));
    await renderAsPage(
      <>
        <SharingSettings initial={{ coaches: [] }} />
        <ConsentQuestion bookingUlid={bookingDetails.ulid} coach={coach} onDisowned={onDisowned} />
      </>,
      { answers: { ...answers, "sharing.list": listed } },
    );
    const before = listed.mock.calls.length;

    await button(words.disown).click();
    expect(asked).toHaveBeenCalledWith({ bookingUlid: bookingDetails.ulid });
    await vi.waitFor(() => expect(onDisowned).toHaveBeenCalledOnce(), { timeout: 10_000 });
    await vi.waitFor(() => expect(listed.mock.calls.length).toBe(before + 1), { timeout: 10_000 });
  });

  it("says when the answer could not be saved", async () => {
    await ask({ "sharing.allow": refusal("RATE_LIMITED") });

    await button(words.allow).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(words.failed);
  });
});

describe("a coach who may not see when the mentee is busy", () => {
  const asCoach = (sharing: BookingDetails["sharing"]): BookingDetails => ({
    ...bookingDetails,
    role: "coach",
    counterpart: {
      ...bookingDetails.mentee,
      personUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRW",
      email: null,
    },
    menteeConnection: "notShared",
    sharing,
  });

  it("can ask the mentee", async () => {
    const { asked, answers } = answering("sharing.ask");
    const first = asCoach({ state: null, since: null, nextAskAt: null });
    await renderAsPage(<AskToShare booking={first} />, { answers });

    await page.getByRole("button").click();
    expect(asked).toHaveBeenCalledWith({ menteeUserUlid: first.counterpart.personUlid });
  });

  it("cannot ask again within the week", async () => {
    const waiting = asCoach({
      state: "asked",
      since: "2026-12-09T09:00:00.000Z",
      nextAskAt: "2026-12-16T09:00:00.000Z",
    });
    const { container } = await renderAsPage(<AskToShare booking={waiting} />);

    expect(page.getByRole("button").elements()).toEqual([]);
    expect(container.textContent).toMatch(/Wed 9 Dec.*Wed 16 Dec/);
  });
});

describe("the settings of who can see when the reader is busy", () => {
  const of = (action: string, name: string) => button(`${action}: ${name}`);

  it("list since when, and what can be done about each", async () => {
    const { asked, answers } = answering("sharing.stop");
    await renderAsPage(onPage(<SharingSettings initial={sharingList} />), {
      answers: { "sharing.list": sharingList, ...answers },
    });

    await expect
      .element(page.getByText("Can see when you’re busy, since Tue 1 Dec 2026"))
      .toBeVisible();
    await expect.element(of(words.allow, "Ann Lee")).toBeVisible();
    await expect.element(of(words.restore, "Cy Young")).toBeVisible();
    expect(await findProblems()).toEqual([]);
    await of(words.stop, "Ben Okri").click();
    expect(asked).toHaveBeenCalledWith({ coachUserUlid: "B" });
  });

  it("say so when there is no one", async () => {
    await renderAsPage(<SharingSettings initial={{ coaches: [] }} />, {
      answers: { "sharing.list": { coaches: [] } },
    });

    await expect.element(page.getByText(words.none)).toBeVisible();
  });
});
