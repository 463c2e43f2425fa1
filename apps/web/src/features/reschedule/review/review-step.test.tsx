import type { BookingDetails } from "@reslot/api";
import { hourMs, minuteMs } from "@reslot/cal/time";
import { en } from "@reslot/messages/en";
import type { Slot } from "@reslot/react";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { findProblems } from "../../../../test/components/axe-problems.ts";
import { moveContext } from "../../../../test/components/move-context.ts";
import type { Draft } from "./use-draft.ts";
import { ReviewChips } from "./review-chips.tsx";
import { ReviewStep } from "./review-step.tsx";
import { Page } from "@/components/frame/page.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const words = en.review.override;

function review(changes: Partial<ReviewProps> = {}) {
  const { move = moveContext() } = changes;
  const target = { start: move.current.start + hourMs, end: move.current.end + hourMs };
  const onSubmit = vi.fn();
  const onDraft = vi.fn();
  const element = (draft: Draft) => (
    <ReviewStep
      {...{ move, target, onSubmit, onDraft, draft }}
      confirmMove={async () => {}}
      slot={{ start: target.start, verdict: "mutual" }}
      nearby={[]}
      isMoving={false}
      isLocked={false}
      formAttemptUlid="01KC3M8QZ4ABCDEFGHJKMNPQRV"
      trouble={null}
      onChoose={() => {}}
      onBack={() => {}}
      {...changes}
    />
  );
  const step = element({ ...empty, ...changes.draft });
  return { onSubmit, onDraft, rendered: renderAsPage(<Page>{step}</Page>) };
}

type ReviewProps = Parameters<typeof ReviewStep>[0];
const empty: Draft = { reason: "", isOverride: false, isGivenUp: false };
const unreadSlot = (unread: Slot["unread"]): Slot => ({
  start: moveContext().current.start + hourMs,
  verdict: "menteeUnknown",
  unread,
});
const submit = () => page.getByRole("button", { name: /^(Move to|Ask for)/ });
const heading = () => page.getByRole("heading", { level: 1 });

describe("ReviewStep", () => {
  it("is titled by its result, and shows the mentee's words before they are sent", async () => {
    const move = moveContext({ role: "coach" });
    await review({ move, draft: { ...empty, reason: "Train strike" } }).rendered;

    await expect.element(heading()).toMatchTextContent("Move to Mon 14 Dec, 19:00?");
    const told = page.getByRole("complementary");
    await expect.element(told).toMatchTextContent(/What Alex will see.*Moved to Mon 14 Dec, 11:00/);
    await expect.element(told).toMatchTextContent(/Sam Okafor moved “Coaching”.*Train strike/);
    await expect.element(told).toMatchTextContent(/you can move it again.*Vancouver time/);
    expect(page.getByText("Still 45 min").elements()).toEqual([]);
  });

  it("shows the sentence that a mentee reads whose calendar is not known", async () => {
    await review({ move: moveContext({ role: "coach", menteeConnection: "notConnected" }) })
      .rendered;

    const sentence = "Make sure this time works for you. Let us know if you need to change it.";
    await expect.element(page.getByText(sentence)).toBeVisible();
  });

  it("has frequent reasons to pick from", async () => {
    const { onDraft, rendered } = review();
    await rendered;

    await page.getByRole("button", { name: "Travel", exact: true }).click();

    expect(onDraft).toHaveBeenCalledWith({ ...empty, reason: "Travel" });
  });

  it("sends nothing while the meeting is being moved by another request", async () => {
    const { onSubmit, rendered } = review({ isLocked: true });
    await rendered;

    await expect.element(submit()).toHaveAttribute("aria-disabled", "true");
    submit().element().closest("form")?.requestSubmit();
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

describe("ReviewStep of a meeting whose changes the coach confirms", () => {
  const asking = (changes: Partial<BookingDetails> = {}) =>
    moveContext({ requiresConfirmation: true, confirmer: "coach", ...changes });

  it("asks, and says before the click that the present time is released at once", async () => {
    const { onSubmit, rendered } = review({ move: asking() });
    await rendered;

    await expect.element(heading()).toMatchTextContent("Ask Sam for Mon 14 Dec, 11:00?");
    await expect.element(page.getByText("Sam has to confirm")).toBeVisible();
    const warning =
      "Mon 14 Dec, 10:00 is released as soon as you ask. If Sam declines, or doesn’t answer before Mon 14 Dec, 11:00, there is no meeting.";
    await expect.element(page.getByText(warning)).toBeVisible();
    await expect.element(page.getByText(/someone else may take it/)).toBeVisible();
    const keep = page.getByRole("link", { name: "Keep the present time" });
    await expect.element(keep).toBeVisible();
    expect(await findProblems()).toEqual([]);

    await submit().click();

    await expect.element(page.getByRole("alert")).toMatchTextContent(/^Tick the box first/);
    expect(document.activeElement).toBe(page.getByRole("checkbox").element());
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it("sends the request once the loss is understood", async () => {
    const { onSubmit, rendered } = review({
      move: asking({ pendingBlocksSlot: true }),
      draft: { ...empty, isGivenUp: true },
    });
    await rendered;

    await expect.element(page.getByText(/no one else can book it/)).toBeVisible();
    await submit().click();

    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it("asks nothing of the coach, whose own move is final", async () => {
    const { onSubmit, rendered } = review({ move: asking({ role: "coach" }) });
    await rendered;

    await submit().click();

    expect(page.getByRole("checkbox").elements()).toEqual([]);
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it("says that it may be so while that is not known", async () => {
    await review({ move: asking({ requiresConfirmation: null }) }).rendered;

    await expect.element(page.getByText(/not known yet whether Sam has to confirm/)).toBeVisible();
  });
});

describe("ReviewStep for a time at which the mentee's calendar is not known", () => {
  it.each(["calendar", "time"] as const)(
    "asks the coach for an override and a reason when it could not be read (%s)",
    async (unread) => {
      const move = moveContext({ role: "coach" });
      const { onSubmit, rendered } = review({ move, slot: unreadSlot(unread) });
      await rendered;
      await expect.element(heading()).toBeVisible();

      await expect.element(page.getByText(/Alex’s calendar can’t be read/)).toBeVisible();
      await submit().click();

      await expect.element(page.getByText(words.needed)).toBeVisible();
      expect(document.activeElement).toBe(page.getByRole("checkbox").element());
      expect(onSubmit).not.toHaveBeenCalled();
    },
  );

  it.each([
    ["the coach of a mentee who has connected nothing", "coach", undefined],
    ["the mentee", "mentee", "calendar"],
  ] as const)("asks nothing of %s", async (_, role, unread) => {
    const { onSubmit, rendered } = review({
      move: moveContext({ role }),
      slot: unreadSlot(unread),
    });
    await rendered;

    await submit().click();

    expect(page.getByText(words.check).elements()).toEqual([]);
    expect(onSubmit).toHaveBeenCalledOnce();
  });
});

describe("ReviewChips", () => {
  const chips = (lengths: BookingDetails["lengths"]) => {
    const move = moveContext({ durationMinutes: lengths.booking, lengths });
    const { start } = move.current;
    const target = { start, end: start + lengths.booking * minuteMs };
    return renderAsPage(<ReviewChips {...{ move, target }} verdict="mutual" />);
  };

  it.each([
    ["both lengths that Cal.com may give it", { booking: 60, atCal: 30 }, "1 h or 30 min"],
    ["no length that was not read", { booking: 45, atCal: null }, "Booked as 45 min"],
  ])("names %s", async (_, lengths, text) => {
    await chips(lengths);

    await expect.element(page.getByText(text)).toBeVisible();
  });

  it("says nothing of a length that stays", async () => {
    const { container } = await chips({ booking: 45, atCal: 45 });

    expect(container.textContent).not.toContain("45 min");
  });
});
