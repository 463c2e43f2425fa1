import type { BookingDetails, BookingHistory } from "@reslot/api";
import { messagesFor } from "@reslot/messages/catalogue";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { bookingDetails } from "../../../test/booking-details.ts";
import { refusal, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { RequestAnswer, RequestHead } from "./request-head.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const t = messagesFor("en", "answers");
const display = { locale: "en-GB", timeZone: "Europe/London" };
const { startTime, endTime } = bookingDetails;
const when = "Mon 14 Dec, 18:00";
const name = "Alex";

const booking: BookingDetails = {
  ...bookingDetails,
  role: "coach",
  status: "pending",
  version: 2,
  needsMe: "confirm",
  request: { askedAt: "2026-12-09T23:40:00.000Z", meetings: 1 },
};
const history: BookingHistory = {
  items: [
    {
      kind: "asked",
      at: "2026-12-09T23:40:00.000Z",
      actor: "mentee",
      from: { startTime: "2026-12-13T15:00:00.000Z", endTime: "2026-12-13T15:45:00.000Z" },
      to: { startTime, endTime },
      reason: "Our board moved to Friday.",
      recovered: false,
    },
  ],
};
const ofSeries = { ...booking, request: { askedAt: startTime, meetings: 4 } };

type Sent = { overrideConflict?: boolean; reason?: string; attemptUlid: string };

/** The request as the meeting's page has it, and what was sent. */
async function renderRequest(of: BookingDetails = booking, answers: object[] = []) {
  const sent: [string, Sent][] = [];
  const answer = (verb: "confirmed" | "declined") => (input: Sent) => {
    sent.push([verb, input]);
    const answered = { outcome: verb, attemptUlid: input.attemptUlid, booking: of };
    return answers.shift() ?? answered;
  };
  const rendered = await renderAsPage(
    <main>
      <h1 tabIndex={-1}>{of.title}</h1>
      <div data-testid="request">
        <RequestHead booking={of} display={display} />
        <RequestAnswer booking={of} history={history} display={display} />
      </div>
    </main>,
    { answers: { "booking.confirm": answer("confirmed"), "booking.decline": answer("declined") } },
  );
  return { ...rendered, sent };
}

const button = (label: string) => page.getByRole("button", { name: label });
const confirm = button(t("confirm", { when }));
const decline = button(t("declineLabel", { title: booking.title, when }));

beforeEach(async () => {
  await page.viewport(1280, 800);
});

describe("a request on the meeting's page", () => {
  it("says who asks, since when, until when, what was given up and why", async () => {
    const { container } = await renderRequest();

    await expect.element(page.getByRole("heading", { name: t("title", { name }) })).toBeVisible();
    expect(container.innerText).toContain(t("asked", { ago: "20 min ago", when }));
    expect(container.innerText).toContain(t("wasAt", { when: "Sun 13 Dec, 15:00" }));
    await expect.element(page.getByText("Our board moved to Friday.")).toBeVisible();
    expect(await findProblems()).toEqual([]);
  });

  it("tells the mentee who has to answer, and what is given up", async () => {
    const { container } = await renderRequest({ ...booking, role: "mentee", needsMe: null });

    const values = { name: "Sam", ago: "20 min ago" };
    await expect.element(page.getByRole("heading", { name: "Waiting for Sam" })).toBeVisible();
    expect(container.innerText).toContain(t("waits.body", values));
    expect(page.getByRole("button").elements()).toEqual([]);
  });

  it.each([
    ["that the coach need not answer", { needsMe: null }],
    ["that was answered", { role: "mentee", status: "accepted", needsMe: null, request: null }],
  ] as const)("is not told of one %s", async (_, changes) => {
    await renderRequest({ ...booking, ...changes });
    await expect.element(page.getByTestId("request")).toBeEmptyDOMElement();
  });

  it("says how many meetings of a series one answer decides", async () => {
    const { container } = await renderRequest(ofSeries);

    await expect.element(button("Confirm all 4 meetings")).toBeVisible();
    expect(container.innerText).toContain(t("series", { count: 4 }));
    await decline.click();
    await expect
      .element(page.getByRole("alertdialog"))
      .toHaveAccessibleDescription(t("dialog.lossOfAll", { count: 3, name }));
  });
});

describe("confirming", () => {
  it("acts at once, and leaves the focus with the meeting", async () => {
    const { sent } = await renderRequest();

    await confirm.click();

    await expect.poll(() => sent).toMatchObject([["confirmed", { expectedVersion: 2 }]]);
    await expect
      .element(page.getByRole("heading", { name: booking.title, level: 1 }))
      .toHaveFocus();
  });

  it("is another attempt after a refusal, and the same one after a lost connection", async () => {
    const { sent } = await renderRequest(booking, [
      refusal("CAL_UNAVAILABLE"),
      refusal("INTERNAL"),
    ]);
    const alert = page.getByRole("alert");
    for (const why of ["other", "lost"] as const) {
      await confirm.click();
      await expect.element(alert).toHaveTextContent(t(`refusals.${why}`, { name }));
    }
    await confirm.click();
    await expect.poll(() => sent.length).toBe(3);

    const [refused, lost, repeated] = sent.map(([, { attemptUlid }]) => attemptUlid);
    expect(lost).not.toBe(refused);
    expect(repeated).toBe(lost);
  });

  it("tells how long to wait where that is known", async () => {
    await renderRequest(booking, [refusal("RATE_LIMITED", { retryAfterMs: 18_000_000 })]);
    await confirm.click();

    await expect.element(page.getByRole("alert")).toMatchTextContent("Try again in 5 hours.");
  });

  it("names a conflict, and needs a second click to go against it", async () => {
    const { sent } = await renderRequest(booking, [refusal("SLOT_TAKEN")]);
    await confirm.click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(t("refusals.taken"));

    await button(t("confirmAnyway")).click();

    await expect.poll(() => sent.length).toBe(2);
    expect(sent[1]?.[1].overrideConflict).toBe(true);
    expect(sent[1]?.[1].attemptUlid).not.toBe(sent[0]?.[1].attemptUlid);
  });

  it("names the meetings of a series that clash, in the reader's zone", async () => {
    const busyAt = "2026-12-21T18:00:00.000Z 2026-12-28T18:00:00.000Z";
    const details = { reason: "coachBusy", busyAt, unknownAt: "2027-01-04T18:00:00.000Z" };
    await renderRequest(ofSeries, [refusal("SLOT_TAKEN", details)]);
    await button("Confirm all 4 meetings").click();

    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(
        "You’re busy during 2 of these meetings now: Mon 21 Dec, 18:00; Mon 28 Dec, 18:00. We don’t know whether you’re free then: Mon 4 Jan, 18:00. Nothing was answered.",
      );
    await expect.element(button(t("confirmAnyway"))).toBeVisible();
  });
});

describe("declining", () => {
  it("asks first, names the loss, and sends the note", async () => {
    const { sent } = await renderRequest();
    await decline.click();
    const dialog = page.getByRole("alertdialog", { name: t("dialog.declineTitle", { name }) });
    await expect.element(dialog).toHaveAccessibleDescription(t("dialog.loss", { name }));
    await expect.element(button(t("dialog.keep"))).toHaveFocus();
    expect(await findProblems()).toEqual([]);
    expect(sent).toEqual([]);

    await page.getByRole("textbox").fill("Not that week");
    await button(t("dialog.decline")).click();

    await expect.poll(() => sent).toMatchObject([["declined", { reason: "Not that week" }]]);
  });

  it("says why it was refused, not why a confirmation was", async () => {
    await renderRequest(booking, [refusal("SLOT_TAKEN"), refusal("CAL_UNAVAILABLE")]);
    await confirm.click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(t("refusals.taken"));
    await decline.click();
    await button(t("dialog.decline")).click();

    await expect.element(page.getByRole("alert")).toHaveTextContent(t("refusals.other", { name }));
    await expect.element(confirm).toBeVisible();
  });

  it("can be left, and gives the focus back", async () => {
    const { sent } = await renderRequest();
    await decline.click();
    await button(t("dialog.keep")).click();

    await expect.element(page.getByRole("alertdialog")).not.toBeInTheDocument();
    await expect.element(decline).toHaveFocus();
    expect(sent).toEqual([]);
  });
});
