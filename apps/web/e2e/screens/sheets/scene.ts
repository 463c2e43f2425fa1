import type { Language } from "@reslot/messages/catalogue";
import { cloneElement, isValidElement, type ReactNode } from "react";
import type { Answers } from "../../../test/components/as-page.tsx";

/** A state of a page: what is rendered, and what is then done to it. */
export interface Scene {
  readonly name: string;
  readonly caption: string;
  readonly content: () => ReactNode | Promise<ReactNode>;
  readonly answers?: Answers;
  /** The query of the page's address. */
  readonly query?: string;
  readonly path?: string;
  readonly now?: string;
  readonly timeZone?: string;
  /** Whether the page has the header of signed-in people; it has unless this says otherwise. */
  readonly hasHeader?: boolean;
  /** Reaches the state, in any language. */
  readonly arrive?: () => Promise<void>;
}

/** The language in which components of the server are rendered. */
export const sheetLanguage: { current: Language } = { current: "en" };

/** Waits for the first element that matches, and clicks it. */
export async function press(selector: string): Promise<void> {
  (await found(selector)).click();
}

/** Waits for the first visible element that matches. */
export async function found(selector: string): Promise<HTMLElement> {
  for (let tries = 0; tries < 100; tries += 1) {
    const all = [...document.querySelectorAll<HTMLElement>(selector)];
    const visible = all.find((each) => each.getClientRects().length > 0);
    if (visible) return visible;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${selector} is not on the page: ${document.body.innerText.slice(0, 300)}`);
}

/** What a server component renders, and those in it: a browser waits for none. */
export async function rendered(node: ReactNode): Promise<ReactNode> {
  if (Array.isArray(node)) return Promise.all(node.map(rendered));
  if (!isValidElement<{ children?: ReactNode }>(node)) return node;
  const { type, props } = node;
  if (typeof type === "function" && type.constructor.name === "AsyncFunction") {
    const render: (given: object) => unknown = Object.assign(type);
    return rendered((await render(props)) as ReactNode);
  }
  const children = await rendered(props.children);
  return children === undefined ? node : cloneElement(node, {}, children);
}
