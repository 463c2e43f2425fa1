import type { Page } from "playwright-core";

/** Signs in through the form and waits until it has redirected. */
export async function signIn(
  page: Page,
  account: { readonly origin: string; readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${account.origin}/sign-in`);
  await page.locator("input[name=identifier]").fill(account.email);
  await page.keyboard.press("Enter");
  // The form has a hidden password field until the address is submitted.
  const password = page.locator("input[name=password]:enabled:visible");
  await password.fill(account.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
