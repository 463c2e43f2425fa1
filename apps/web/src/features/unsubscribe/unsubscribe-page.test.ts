import { expect, it } from "vitest";
import { unsubscribePage } from "./unsubscribe-page.ts";

it.each([
  ["sent", 200, ["Stop email"]],
  ["stopped", 200, ["Send email again"]],
  ["blocked", 200, []],
  [null, 404, []],
] as const)(
  "the page of an address whose mail is %s answers %i and offers only what works: %j",
  async (mail, status, actions) => {
    const response = unsubscribePage(mail, "en");

    expect(response.status).toBe(status);
    const buttons = [...(await response.text()).matchAll(/<button[^>]*>([^<]*)/g)];
    expect(buttons.map(([, words]) => words)).toEqual(actions);
  },
);
