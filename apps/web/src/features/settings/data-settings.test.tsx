import { en } from "@reslot/messages/en";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { type Answers, refusal, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { clerkCalls } from "../../../test/components/clerk-double.ts";
import { DataSettings } from "./data-settings.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const { download, remove } = en.ownData;
const render = (answers: Answers) =>
  renderAsPage(
    <main className="wrap read">
      <h1>{en.settings.title}</h1>
      <DataSettings />
    </main>,
    { answers },
  );
const button = (name: string) => page.getByRole("button", { name });

beforeEach(() => void clerkCalls.splice(0));

describe("DataSettings", () => {
  it("saves what is kept about a person as a file", async () => {
    const saved: string[] = [];
    const make = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      if (blob instanceof Blob) void blob.text().then((text) => saved.push(text));
      return "about:blank#file";
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    await render({ "person.export": { person: { name: "Maya" } } });

    await button(download.action).click();

    await expect
      .poll(() => saved.map((text): unknown => JSON.parse(text)))
      .toEqual([{ person: { name: "Maya" } }]);
    expect(click.mock.contexts).toMatchObject([{ download: "reslot-data.json" }]);
    make.mockRestore();
    click.mockRestore();
  });

  it("says when the file couldn’t be prepared", async () => {
    await render({ "person.export": refusal("SERVICE_BUSY") });
    await button(download.action).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(download.failed);
  });

  it("deletes the account only once the word is typed, and signs out", async () => {
    const deletions: unknown[] = [];
    await render({
      "person.delete": (input: unknown) => {
        deletions.push(input);
        return { deleted: true };
      },
    });
    const field = page.getByRole("textbox", { name: remove.label });

    await field.fill("delete");
    await button(remove.action).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(remove.missing);
    expect(deletions).toEqual([]);
    await field.fill("DELETE");
    await button(remove.action).click();

    await expect.poll(() => clerkCalls).toEqual(["signOut /sign-in"]);
    expect(deletions).toEqual([{ confirm: "DELETE" }]);
  });

  it("says that it does not know when deleting was not answered", async () => {
    await render({ "person.delete": refusal("SERVICE_BUSY") });
    await page.getByRole("textbox", { name: remove.label }).fill("DELETE");
    await button(remove.action).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(remove.failed);
    expect(clerkCalls).toEqual([]);
  });

  it("is accessible, light and dark", async () => {
    await render({});
    expect(await findProblems()).toEqual([]);
  });
});
