import { plainText } from "@reslot/messages";

/** What a person typed in several lines, each of them plain text; blank lines at most one in a row. */
export function plainLines(text: string | null | undefined, max: number): string {
  const lines = (text ?? "").split(/\r\n|[\n\r\u2028\u2029]/).map((line) => plainText(line));
  const whole = lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return Array.from(whole).slice(0, max).join("").trimEnd();
}
