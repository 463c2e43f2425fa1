import { expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { moveContext } from "../../../../test/components/move-context.ts";
import { Lock } from "./lock.ts";
import { Suggestions } from "./suggestions.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const start = "2026-12-16T18:00:00.000Z";
const availability = availabilityOf({ suggestions: [{ start, reasons: ["sameTime"] }] });
const nothing: ReadonlySet<number> = new Set();

it.each([
  ["is struck out once it was taken", { taken: new Set([Date.parse(start)]), isLocked: false }],
  ["is not, as if it were taken, while the meeting is moved", { taken: nothing, isLocked: true }],
] as const)("a suggested time %s", async (_, { taken, isLocked }) => {
  await renderAsPage(
    <Lock value={isLocked}>
      <Suggestions
        {...{ availability, taken }}
        move={moveContext()}
        chosen={null}
        onChoose={() => {}}
      />
    </Lock>,
  );

  const suggested = page.getByRole("button");
  await expect.element(suggested).toHaveAttribute("aria-disabled", "true");
  const lines = [...suggested.element().children].map(
    (part) => getComputedStyle(part).textDecorationLine,
  );
  expect(lines.includes("line-through")).toBe(!isLocked);
});
