import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pictureName, picturesFolder, variants } from "./take-picture.ts";

interface Picture {
  readonly name: string;
  readonly caption: string;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; }
section > div { display: grid; grid-template-columns: 3fr 3fr 1fr 1fr; gap: 1rem; align-items: start; }
img { width: 100%; border: 1px solid #8888; }
h3 { margin: 2rem 0 0.5rem; font-size: 1rem; }
`;

/**
 * Writes index.html beside the pictures: each page or state with its caption and every variant.
 *
 * @returns the file
 */
export function writeIndex(groups: Readonly<Record<string, readonly Picture[]>>): string {
  const sections = Object.entries(groups).map(
    ([title, pictures]) => `<h2>${title}</h2>\n${pictures.map(sectionOf).join("\n")}`,
  );
  const file = join(picturesFolder, "index.html");
  writeFileSync(
    file,
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Reslot: every page and every state</title>
<style>${style}</style>
<h1>Every page and every state</h1>
${sections.join("\n")}
</html>
`,
  );
  return file;
}

function sectionOf({ name, caption }: Picture): string {
  const images = variants.map((variant) => {
    const source = pictureName(name, variant);
    return `<a href="${source}"><img src="${source}" loading="lazy" alt="${caption}"></a>`;
  });
  return `<section><h3>${caption}</h3><div>${images.join("")}</div></section>`;
}
