import { hourMs, minuteMs } from "@reslot/cal/time";
import { en } from "@reslot/messages/en";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { moveContext } from "../../../../test/components/move-context.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";
import { ReviewChips } from "./review-chips.tsx";
import { ReviewStep } from "./review-step.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const words = en.review.override;

function review(role: "coach" | "mentee", unread: Slot["unread"]) {
  const move = moveContext({ role });
  const target = { start: move.current.start + hourMs, end: move.current.end + hourMs };
  const onSubmit = vi.fn();
  const element = (
    <ReviewStep
      {...{ move, target, onSubmit }}
      confirmMove={async () => {}}
      slot={{ start: target.start, verdict: "menteeUnknown", unread }}
      nearby={[]}
      draft={{ reason: "", isOverride: false }}
      isMoving={false}
      formAttemptUlid="01KC3M8QZ4ABCDEFGHJKMNPQRV"
      trouble={null}
      onDraft={() => {}}
      onChoose={() => {}}
      onBack={() => {}}
    />
  );
  return { onSubmit, rendered: renderAsPage(element) };
}

const submit = () => page.getByRole("button", { name: /^Move to/ });

describe("ReviewStep for a time at which the mentee's calendar is not known", () => {
  it.each(["calendar", "time"] as const)(
    "asks the coach for an override and a reason when it could not be read (%s)",
    async (unread) => {
      const { onSubmit, rendered } = review("coach", unread);
      await rendered;
      await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();

      await expect.element(page.getByText(/Alex’s calendar can’t be read/)).toBeVisible();
      await submit().click();

      await expect.element(page.getByText(words.needed)).toBeVisible();
      expect(onSubmit).not.toHaveBeenCalled();
    },
  );

  it.each([
    ["the coach of a mentee who has connected nothing", "coach", undefined],
    ["the mentee", "mentee", "calendar"],
  ] as const)("asks nothing of %s", async (_, role, unread) => {
    const { onSubmit, rendered } = review(role, unread);
    await rendered;

    await submit().click();

    expect(page.getByText(words.check).elements()).toEqual([]);
    expect(onSubmit).toHaveBeenCalledOnce();
  });
});

describe("ReviewChips", () => {
  it.each([
    ["the one length that it can have", { booking: 45, atCal: 45 }, "Still 45 min"],
    ["both lengths that Cal.com may give it", { booking: 60, atCal: 30 }, "1 h or 30 min"],
    ["no length that was not read", { booking: 45, atCal: null }, "Booked as 45 min"],
  ])("names %s", async (_, lengths, text) => {
    const move = moveContext({ durationMinutes: lengths.booking, lengths });
    const target = {
      start: move.current.start,
      end: move.current.start + lengths.booking * minuteMs,
    };
    const verdict = "mutual";
    await renderAsPage(<ReviewChips {...{ move, target, verdict }} />);

    await expect.element(page.getByText(text)).toBeVisible();
  });
});
