/** Scripts that join their letters, in which ZWJ and ZWNJ are part of the spelling. */
const joining = String.raw`\p{sc=Arab}\p{sc=Beng}\p{sc=Deva}\p{sc=Gujr}\p{sc=Guru}\p{sc=Khmr}\p{sc=Knda}\p{sc=Mlym}\p{sc=Mymr}\p{sc=Orya}\p{sc=Sinh}\p{sc=Taml}\p{sc=Telu}`;

/** Invisible characters that change the one before them: joiners of letters and emoji, variants. */
const kept = [
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[${joining}])[\u200c\u200d](?=[${joining}])`,
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=[#*\d])\ufe0f(?=\u20e3)`,
  String.raw`(?<=\p{sc=Han})[\u{e0100}-\u{e01ef}]`,
].join("|");

const invisible = new RegExp(
  String.raw`(${kept})|[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]`,
  "gu",
);
const blank = /[\p{Cc}\p{Z}\u2800]+/gu;

/** More marks than any script stacks on one letter would reach into the lines above and below. */
const stacked = /(\p{M}{6})\p{M}+/gu;

/** Most text has nothing to take out. */
const isPlain = /^[!-~]*(?: [!-~]+)*$/;

/**
 * What a person elsewhere typed, as one line that does nothing to the text around it: NFC, without
 * control, format and tag characters, direction marks and other invisible ones, cut to `max` code points.
 * Joiners stay within emoji, and where a script spells with them.
 *
 * @returns "" when nothing visible is left
 */
export function plainText(text: string, max = Infinity): string {
  const line = isPlain.test(text) ? text : cleaned(text);
  return line.length > max ? cut(line, max) : line;
}

function cleaned(text: string): string {
  return text
    .replaceAll(blank, " ")
    .replaceAll(invisible, "$1")
    .normalize("NFC")
    .replaceAll(stacked, "$1")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

function cut(line: string, max: number): string {
  const points = Array.from(line);
  return points.length > max
    ? points
        .slice(0, max)
        .join("")
        .replace(/[ \u200c\u200d]+$/, "")
    : line;
}

/** Every block whose characters run from right to left, or are digits of such text. */
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Plain text in its own direction, between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that it
 * turns no word beside it: what `<bdi>` does in markup. Text from left to right is as it was: our own sentences run that way too.
 */
export function isolated(text: string): string {
  const plain = plainText(text);
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}
