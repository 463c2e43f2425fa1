import { useKeys } from "@reslot/react/keyboard";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { refusal, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { Keyboard } from "./keyboard.tsx";

vi.mock("next/navigation", () => import("../../../test/components/navigation-double.ts"));

const pressed = vi.fn();
beforeEach(() => {
  pressed.mockClear();
});

function PageWithKeys({ singleKeys = true }: { singleKeys?: boolean }) {
  useKeys({ m: pressed });
  return (
    <main>
      <h1>{"Page"}</h1>
      <button type="button">{"A button"}</button>
      <input aria-label="A field" />
      <Keyboard singleKeys={singleKeys} />
    </main>
  );
}

const saved: unknown[] = [];
const answers = {
  "person.update": (input: unknown) => {
    saved.push(input);
    return {};
  },
};

const sheet = page.getByRole("dialog", { name: "Keyboard" });

describe("single keys", () => {
  it("act outside fields only, and not in combinations", async () => {
    await renderAsPage(<PageWithKeys />);
    await page.getByRole("button", { name: "A button" }).click();
    await userEvent.keyboard("{Control>}m{/Control}{Alt>}m{/Alt}");
    expect(pressed).not.toHaveBeenCalled();
    await userEvent.keyboard("m");
    expect(pressed).toHaveBeenCalledOnce();
    await page.getByRole("textbox").click();
    await userEvent.keyboard("m?");
    expect(pressed).toHaveBeenCalledOnce();
    await expect.element(page.getByRole("textbox")).toHaveValue("m?");
    await expect.element(sheet).not.toBeInTheDocument();
  });

  it("do nothing during a composition", async () => {
    await renderAsPage(<PageWithKeys />);
    const press = (isComposing: boolean) =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key: "m", isComposing, bubbles: true }),
      );
    press(true);
    expect(pressed).not.toHaveBeenCalled();
    press(false);
    expect(pressed).toHaveBeenCalledOnce();
  });

  it("do nothing once the person has turned them off, the question mark included", async () => {
    await renderAsPage(<PageWithKeys singleKeys={false} />);
    await userEvent.keyboard("?m");
    expect(pressed).not.toHaveBeenCalled();
    // The sheet's code may be on its way: it has been loaded when this one is open.
    await renderAsPage(<PageWithKeys />);
    await userEvent.keyboard("?");
    await expect.element(sheet).toBeVisible();
    expect(sheet.elements()).toHaveLength(1);
  });

  it("are listed at the question mark; closing gives the focus back, and none acts below", async () => {
    await renderAsPage(<PageWithKeys />);
    const button = page.getByRole("button", { name: "A button" });
    await button.click();
    await userEvent.keyboard("?");
    await expect.element(sheet).toBeVisible();
    await expect.element(sheet).toMatchTextContent("Undo the last movez");
    await userEvent.keyboard("m");
    expect(pressed).not.toHaveBeenCalled();
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(button).toHaveFocus();
  });

  it("are turned off in the sheet, which has no accessibility problems", async () => {
    await renderAsPage(<PageWithKeys />, { answers });
    await userEvent.keyboard("?");
    const areOn = sheet.getByRole("checkbox", { name: "Single-key shortcuts are on" });
    await expect.element(areOn).toBeChecked();
    expect(await findProblems()).toEqual([]);
    await areOn.click();
    await expect.element(areOn).not.toBeChecked();
    expect(saved).toEqual([{ singleKeys: false }]);
  });

  it("stay on where that could not be saved", async () => {
    await renderAsPage(<PageWithKeys />, { answers: { "person.update": refusal("RATE_LIMITED") } });
    await userEvent.keyboard("?");
    const areOn = sheet.getByRole("checkbox", { name: "Single-key shortcuts are on" });
    await areOn.click();
    await expect.element(sheet.getByRole("alert")).toBeVisible();
    await expect.element(areOn).toBeChecked();
  });
});
