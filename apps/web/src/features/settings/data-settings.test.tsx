import { en } from "@reslot/messages/en";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { type Answers, refusal, renderAsPage } from "../../../test/components/as-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { clerkCalls, clerkState } from "../../../test/components/clerk-double.ts";
import { DataSettings } from "./data-settings.tsx";
import { Page } from "@/components/frame/page.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => void refresh() }) }));

const { download, remove } = en.ownData;
const render = (answers: Answers) =>
  renderAsPage(
    <Page isNarrow>
      <h1>{en.settings.title}</h1>
      <DataSettings />
    </Page>,
    { answers },
  );
const button = (name: string) => page.getByRole("button", { name });

beforeEach(() => {
  clerkCalls.splice(0);
  clerkState.isDown = false;
  refresh.mockClear();
});

describe("DataSettings", () => {
  it("saves what is kept about a person as a file", async () => {
    const saved: string[] = [];
    const make = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      if (blob instanceof Blob) void blob.text().then((text) => saved.push(text));
      return "about:blank#file";
    });
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    await render({ "person.export": { person: { name: "Maya" } } });

    await button(download.action).click();

    await expect
      .poll(() => saved.map((text): unknown => JSON.parse(text)))
      .toEqual([{ person: { name: "Maya" } }]);
    expect(click.mock.contexts).toMatchObject([{ download: "reslot-data.json" }]);
    expect(revoke).not.toHaveBeenCalled();
    make.mockRestore();
    revoke.mockRestore();
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

    await expect.poll(() => refresh.mock.calls).toHaveLength(1);
    expect(clerkCalls).toEqual(["signOut /sign-in"]);
    expect(deletions).toEqual([{ confirm: "DELETE" }]);
  });

  it("leaves the page of a deleted account when Clerk cannot sign out", async () => {
    clerkState.isDown = true;
    await render({ "person.delete": { deleted: true } });
    await page.getByRole("textbox", { name: remove.label }).fill("DELETE");
    await button(remove.action).click();
    await expect.poll(() => refresh.mock.calls).toHaveLength(1);
  });

  it("says that it does not know when deleting was not answered", async () => {
    await render({ "person.delete": refusal("SERVICE_BUSY") });
    await page.getByRole("textbox", { name: remove.label }).fill("DELETE");
    await button(remove.action).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(remove.failed);
    expect([clerkCalls, refresh.mock.calls]).toEqual([[], []]);
  });

  it("is accessible, light and dark", async () => {
    await render({});
    expect(await findProblems()).toEqual([]);
  });
});
