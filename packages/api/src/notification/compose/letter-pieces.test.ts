import { render } from "@react-email/render";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { Letter, parts } from "../../../templates/letter.tsx";

/** React Email gives every part a doctype, marks for React, and the width of a whole mail. */
const htmlOf = async (element: ReactNode): Promise<string> =>
  (await render(element))
    .replace(/^<!DOCTYPE[^>]*>/, "")
    .replaceAll(/<!--(?:[a-z]*|\/?\$)-->/g, "");

it("letter-pieces.ts is what templates/letter.tsx renders; -u writes it", async () => {
  const pieces: [name: string, html: string][] = [["letter", await htmlOf(Letter())]];
  for (const [name, part] of Object.entries(parts)) pieces.push([name, await htmlOf(part)]);
  const lines = pieces.map(([name, html]) => `  ${name}:\n    ${JSON.stringify(html)},`);
  const file = [
    "// What templates/letter.tsx renders, so that no server needs React for mail. Written by",
    "// `pnpm exec vitest run -u --project=@reslot/api letter-pieces`.",
    "export const letterPieces = {",
    ...lines,
    "} as const;",
    "",
  ].join("\n");

  await expect(file).toMatchFileSnapshot("./letter-pieces.ts");
});
