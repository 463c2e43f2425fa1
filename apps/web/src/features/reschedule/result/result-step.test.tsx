import type { RescheduleStatus } from "@reslot/api";
import { hourMs } from "@reslot/cal/time";
import { en } from "@reslot/messages/en";
import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderWithMessages as render } from "../../../../test/components/with-messages.tsx";
import { moveContext } from "../../../../test/components/move-context.ts";
import { NotMovable, ResultStep } from "./result-step.tsx";

const words = en.result;
const move = moveContext();
const from = { start: move.current.start - hourMs, end: move.current.end - hourMs };
const attemptUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRV";

/** The step for this outcome; null when there is no such move. */
function result(
  status: Partial<RescheduleStatus> | null,
  changes: Partial<Parameters<typeof ResultStep>[0]> = {},
) {
  const whole = status && ({ attemptUlid, booking: move.booking, ...status } as RescheduleStatus);
  return (
    <ResultStep
      move={move}
      from={from}
      status={whole}
      onAgain={() => {}}
      onMoveBack={() => {}}
      {...changes}
    />
  );
}

const failedWith = (code: "SLOT_TAKEN" | "CAL_UNAVAILABLE") =>
  ({ outcome: "failed", error: { code, message: "", details: {} } }) as const;
const heading = () => page.getByRole("heading", { level: 1 });

describe("ResultStep", () => {
  it("of a move that was made shows both times for both people, and offers the way back", async () => {
    const onMoveBack = vi.fn();
    await render(result({ outcome: "moved" }, { onMoveBack }));

    await expect.element(heading()).toMatchTextContent(/Mon 14 Dec.*10:00/);
    const table = page.getByRole("table");
    await expect
      .element(table.getByRole("row", { name: /You/ }))
      .toMatchTextContent(/09:00.*10:00/);
    await expect
      .element(table.getByRole("row", { name: /Sam/ }))
      .toMatchTextContent(/17:00.*18:00/);
    await page.getByRole("button", { name: words.moveBack }).click();

    expect(onMoveBack).toHaveBeenCalledWith(from.start);
  });

  it("of a move that waits for the coach's word strikes no time out and offers no way back", async () => {
    await render(result({ outcome: "awaitingConfirmation" }));

    const [old] = page.getByRole("cell", { name: /09:00 – 09:45/ }).elements();
    const time = old?.querySelector("div:last-child");
    expect(time && getComputedStyle(time).textDecorationLine).toBe("none");
    expect(page.getByRole("button", { name: words.moveBack }).elements()).toEqual([]);
  });

  it("of a coach's move that waits for their own word sends them nowhere else to confirm", async () => {
    const ofCoach = moveContext({ role: "coach" });
    await render(result({ outcome: "awaitingConfirmation" }, { move: ofCoach }));

    await expect.element(page.getByText("You have to confirm the new one")).toBeVisible();
    expect(page.getByText("in Cal.com").elements()).toEqual([]);
  });

  it("of a move whose outcome is not known yet never says that it moved", async () => {
    const inFlight = {
      kind: "move",
      attemptUlid,
      by: "mentee",
      newStartTime: "2026-12-15T18:00:00.000Z",
      newEndTime: "2026-12-15T18:45:00.000Z",
    } as const;
    await render(result({ outcome: "confirming" }, { move: moveContext({ inFlight }) }));

    await expect.element(heading()).toMatchTextContent(words.confirming.title);
    await expect.element(page.getByText(words.confirming.waiting)).toBeVisible();
    await expect.element(page.getByRole("row", { name: /You/ })).toMatchTextContent("Tue 15 Dec");
    expect(page.getByRole("button").elements()).toEqual([]);
  });

  it("of a move that was refused says why and where the meeting is, and leads to other times", async () => {
    const onAgain = vi.fn();
    await render(result(failedWith("SLOT_TAKEN"), { onAgain }));

    const why =
      "Sam is no longer free at that time. The meeting stays at Mon 14 Dec, 10:00. Choose another time.";
    await expect.element(page.getByText(why)).toBeVisible();
    expect(page.getByRole("button", { name: en.refusal.next.retry }).elements()).toEqual([]);
    await page.getByRole("button", { name: en.refusal.next.chooseAnother }).click();

    expect(onAgain).toHaveBeenCalledWith(false);
  });

  it("of a move that failed without a decision can be tried again with the same time", async () => {
    const onAgain = vi.fn();
    await render(result(failedWith("CAL_UNAVAILABLE"), { onAgain }));

    await page.getByRole("button", { name: en.refusal.next.retry }).click();

    expect(onAgain).toHaveBeenCalledWith(true);
  });

  it("of a move that nobody made leads back to the last look", async () => {
    const onAgain = vi.fn();
    await render(result(null, { onAgain }));

    await expect.element(heading()).toMatchTextContent(words.unknown.title);
    await page.getByRole("button", { name: words.unknown.again }).click();

    expect(onAgain).toHaveBeenCalledWith(true);
  });
});

describe("NotMovable", () => {
  it.each([
    ["disabled", /Meetings of this kind can’t be moved/],
    ["noticeTooShort", /Sam’s notice period does not allow it/],
    ["coachNotConnected", /once Sam connects Cal\.com/],
    ["hostMayChange", /could give this meeting to another host/],
    ["hostChanged", /Its host in Cal\.com does not use Reslot/],
    ["attendeeChanged", /Its attendee in Cal\.com does not use Reslot/],
    ["gone", /Cal\.com no longer knows this meeting\. Ask Sam/],
  ] as const)("says why a meeting cannot be moved: %s", async (reason, text) => {
    await render(<NotMovable booking={move.booking} reason={reason} />);

    await expect.element(page.getByText(text)).toBeVisible();
    await expect.element(page.getByRole("link", { name: words.see })).toBeVisible();
  });
});
