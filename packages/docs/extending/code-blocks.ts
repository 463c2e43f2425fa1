import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A code block with something behind its language: the path of a file, or nothing for commands. */
interface CodeBlock {
  language: string;
  path: string;
  text: string;
}

/** The code blocks of a document, in order. */
export function codeBlocksOf(document: string): CodeBlock[] {
  return [...document.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", path = "", text = ""]) => ({ language, path, text }),
  );
}

/** Writes a new file, or changes one by a `diff`. @throws {Error} when the file is not as the document says */
export function applyBlock(root: string, { language, path, text }: CodeBlock): void {
  const file = join(root, path);
  if (language === "diff") {
    const changed = hunksOf(text).reduce(
      (before, hunk) => replaceOnce(before, { ...hunk, path }),
      readFileSync(file, "utf8"),
    );
    writeFileSync(file, changed);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
  }
}

interface Hunk {
  old: string;
  new: string;
}

/** Parts of a diff that `@@` separates: lines that stay begin with a space. */
function hunksOf(text: string): Hunk[] {
  return text.split(/^@@.*\n/m).map((hunk) => {
    const lines = hunk.split("\n").slice(0, -1);
    const without = (sign: string) =>
      lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`);
    return { old: without("+").join(""), new: without("-").join("") };
  });
}

function replaceOnce(before: string, hunk: Hunk & { path: string }): string {
  const found = before.split(hunk.old).length - 1;
  if (found !== 1) throw new Error(`${hunk.path} has ${found} times:\n${hunk.old}`);
  return before.replace(hunk.old, () => hunk.new);
}
