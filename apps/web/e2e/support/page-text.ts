import { cookieOf, send } from "./attackers.ts";
import type { PersonKey } from "./stack.ts";

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/** What a person reads on a page as the server renders it: its text, without markup, scripts and comments. */
export async function pageText(key: PersonKey, path: string): Promise<string> {
  const { status, text } = await send(path, { headers: { cookie: await cookieOf(key) } });
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  return text
    .replaceAll(/<(script|style)\b[^]*?<\/\1>|<!--[^]*?-->/g, "")
    .replaceAll(/<\/(?:button|d[dt]|div|h\d|label|li|option|p|t[dhr])>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/\s+/g, " ");
}
