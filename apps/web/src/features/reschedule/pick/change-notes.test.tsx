import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { renderWithMessages as render } from "../../../../test/components/with-messages.tsx";
import { moveContext } from "../../../../test/components/move-context.ts";
import { ChangeNotes } from "./change-notes.tsx";

const notes = (lengths: { booking: number; atCal: number | null }) => {
  const durationMinutes = Math.max(lengths.booking, lengths.atCal ?? 0);
  const move = moveContext({ durationMinutes: lengths.booking, lengths });
  return render(<ChangeNotes {...{ move, durationMinutes }} chosen={null} />);
};

const warning = () => page.getByText(/Cal\.com may make this meeting/);

describe("ChangeNotes", () => {
  it.each([
    ["shorter", { booking: 60, atCal: 30 }, "30 min long; it was booked as 1 h"],
    ["longer", { booking: 45, atCal: 90 }, "1 h 30 min long; it was booked as 45 min"],
  ])(
    "says before the click that the meeting may be %s than it was booked",
    async (_, lengths, text) => {
      await notes(lengths);

      await expect.element(warning()).toMatchTextContent(text);
    },
  );

  it("says nothing of a length that stays", async () => {
    await notes({ booking: 45, atCal: 45 });

    expect(warning().elements()).toEqual([]);
  });

  it("says nothing of a length that was not read", async () => {
    await notes({ booking: 45, atCal: null });

    expect(warning().elements()).toEqual([]);
  });
});
