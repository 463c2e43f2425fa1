import type { Page } from "playwright-core";

/** Types address and password into the sign-in form, as a person would, and waits until the form is left behind. */
export async function signIn(
  page: Page,
  account: { readonly origin: string; readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${account.origin}/sign-in`);
  await page.locator("input[name=identifier]").fill(account.email);
  await page.keyboard.press("Enter");
  // The form hides a password field of its own until it knows who it is.
  const password = page.locator("input[name=password]:enabled:visible");
  await password.fill(account.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
