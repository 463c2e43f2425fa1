import { en } from "@reslot/messages/en";
import { MailQuestionMark } from "lucide-react";
import { expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { findProblems } from "../../../test/components/axe-problems.ts";
import { clerkCalls } from "../../../test/components/clerk-double.ts";
import { renderWithMessages } from "../../../test/components/with-messages.tsx";
import { AddressActions } from "./address-actions.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const { manage, signOut } = en.frame.address;
const { tryAgain } = en.frame;

it("a person without an address can verify one, look again, or take another account", async () => {
  await renderWithMessages(
    <NoticePage
      look="waiting"
      icon={<MailQuestionMark />}
      title="Your account has no verified email address"
      body="Verify an address in your account, then try again: meetings are found by it."
      actions={<AddressActions words={{ manage, tryAgain, signOut }} />}
    />,
  );

  expect(await findProblems()).toEqual([]);
  await page.getByRole("button", { name: manage }).click();
  await page.getByRole("button", { name: signOut }).click();
  expect(clerkCalls).toEqual(["openUserProfile", "signOut /sign-in"]);
  const again = page.getByRole("link", { name: tryAgain }).element();
  expect(again.getAttribute("href")).toBe("/meetings");
});
