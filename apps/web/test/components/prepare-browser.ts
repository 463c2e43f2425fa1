import { prepareBrowser } from "../../e2e/support/browser/launch-browser.ts";

export const setup = prepareBrowser;
