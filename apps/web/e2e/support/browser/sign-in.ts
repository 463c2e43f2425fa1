import type { BrowserContext, Page } from "playwright-core";

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

/** Signs a browser in as Clerk's script would, with the calls that it makes and without loading a page. */
export async function signInWithoutPage(
  context: BrowserContext,
  { clerkUrl, webUrl }: { readonly clerkUrl: string; readonly webUrl: string },
  account: { readonly email: string; readonly password: string },
): Promise<void> {
  const call = async (path: string, body: Readonly<Record<string, string>>) => {
    const url = `${clerkUrl}/v1/${path}`;
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(body) });
    if (!answer.ok) throw new Error(`Clerk refused: ${await answer.text()}`);
    return answer.json();
  };
  const { id }: { id: string } = await call("dev_browser", {});
  const { email, password } = account;
  await call(`client/sign_ins?__clerk_db_jwt=${id}`, { identifier: email, password });
  const signedInAt = String(Math.floor(Date.now() / 1000));
  // The first page is redirected to Clerk and back, which sets the cookie of the session.
  await context.addCookies([
    { name: "__clerk_db_jwt", value: id, url: webUrl },
    { name: "__client_uat", value: signedInAt, url: webUrl },
  ]);
}
