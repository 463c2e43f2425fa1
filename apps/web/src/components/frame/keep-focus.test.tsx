import { useRef, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { KeepFocus } from "./keep-focus.tsx";

/** A page with a card whose button is removed when it is pressed, or with it the whole card, or the page's content. */
function PageThatLoses({ what }: { what: "button" | "card" | "page" }) {
  const [isThere, setIsThere] = useState(true);
  const lost = isThere ? null : what;
  return (
    <>
      <a href="#main">{"Skip"}</a>
      <main key={lost === "page" ? "next" : "first"}>
        <h1 tabIndex={-1}>{lost === "page" ? "Next page" : "Page"}</h1>
        {lost !== "page" && lost !== "card" && (
          <section aria-label="Card">
            <button type="button" disabled>
              {"Disabled"}
            </button>
            {lost === null && (
              <button type="button" onClick={() => setIsThere(false)}>
                {"Press"}
              </button>
            )}
            <a href="#other">{"Near"}</a>
          </section>
        )}
      </main>
      <KeepFocus />
    </>
  );
}

function WithPopover() {
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={opener} type="button" onClick={() => setIsOpen(true)}>
        {"Open"}
      </button>
      <Popover triggerRef={opener} isOpen={isOpen} onOpenChange={setIsOpen}>
        <Dialog aria-label="Popover">
          <button type="button">{"Inside"}</button>
        </Dialog>
      </Popover>
    </>
  );
}

const focusButton = () => {
  const button = page.getByRole("button", { name: "Press" }).element();
  if (button instanceof HTMLElement) button.focus();
};
const press = async () => {
  focusButton();
  await userEvent.keyboard("{Enter}");
};

describe("the focus of a removed element", () => {
  it("goes to what is left around it and can have it", async () => {
    await render(<PageThatLoses what="button" />);
    await press();
    await expect.element(page.getByRole("link", { name: "Near" })).toHaveFocus();
  });

  it("goes to the heading when nothing is left around it", async () => {
    await render(<PageThatLoses what="card" />);
    await press();
    await expect.element(page.getByRole("heading", { name: "Page", exact: true })).toHaveFocus();
  });

  it("goes to the heading of the next page", async () => {
    await render(<PageThatLoses what="page" />);
    await press();
    await expect.element(page.getByRole("heading", { name: "Next page" })).toHaveFocus();
  });

  it("is left to a popover that gives it back when it closes", async () => {
    await render(
      <main>
        <h1 tabIndex={-1}>{"Page"}</h1>
        <WithPopover />
        <KeepFocus />
      </main>,
    );
    await userEvent.click(page.getByRole("button", { name: "Open" }));
    await expect.element(page.getByRole("dialog")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(page.getByRole("button", { name: "Open" })).toHaveFocus();
  });

  it("stays nowhere where a click on nothing had taken it before", async () => {
    const card = (isThere: boolean) => (
      <main>
        <h1 tabIndex={-1}>{"Page"}</h1>
        <p>{"Nothing"}</p>
        {isThere && <button type="button">{"Press"}</button>}
        <KeepFocus />
      </main>
    );
    const { rerender } = await render(card(true));
    focusButton();
    await page.getByText("Nothing").click();
    await rerender(card(false));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.activeElement).toBe(document.body);
  });
});
