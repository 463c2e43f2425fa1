import type { Browser, Page } from "playwright-core";
import { signIn } from "../e2e/support/browser/sign-in.ts";
import { personIn, type StackFile } from "../e2e/support/stack-file.ts";

/** An empty page of a new browser context at 1280 px, in which this person is signed in. */
export async function openSignedIn(
  browser: Browser,
  stack: StackFile,
  key: Parameters<typeof personIn>[1],
): Promise<Page> {
  const { email, password, timeZone } = personIn(stack, key);
  const context = await browser.newContext({
    timezoneId: timeZone,
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await signIn(page, { origin: stack.webUrl, email, password });
  return page;
}
