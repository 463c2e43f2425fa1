import type { Translate } from "@reslot/messages";
import type { Language } from "@reslot/messages/catalogue";
import { letterPieces as pieces } from "./letter-pieces.ts";

interface Action {
  label: string;
  url: string;
}

/** The times of a meeting: "Tue 15 Dec 2026, 13:00 – 13:45", and apart from it the zone, where there is one. */
export interface LetterTimes {
  time: string;
  zone: string | null;
  oldTime: string | null;
}

/** A mail in parts, each of them one line: what a person typed must not look like a line of ours. */
export interface Letter {
  t: Translate<"email">;
  language: Language;
  subject: string;
  sentence: string;
  /** Who and what, where the sentence does not name them. */
  facts: [label: string, value: string][];
  times: LetterTimes;
  reason: string | null;
  notes: string[];
  /** The first one is the likely one; two at most. */
  actions: Action[];
  reply: string | null;
  /** To the reader's choices of email. */
  choose: string;
  /** To where mail is stopped. */
  stop: string;
}

/** The same sentences in the same order as the other form. */
export function toText(letter: Letter): string {
  const { t, sentence, facts, times, reason, notes, actions, reply, choose, stop } = letter;
  const row = (label: string, value: string) => t("row", { label, value });
  const zoned = (time: string) => (times.zone === null ? time : `${time} (${times.zone})`);
  const { oldTime } = times;
  const lines = [
    sentence,
    ...facts.map(([label, value]) => row(label, value)),
    row(t(oldTime === null ? "time" : "newTime"), zoned(times.time)),
    oldTime !== null && row(t("oldTime"), zoned(oldTime)),
    reason !== null && row(t("reason"), reason),
    ...notes,
    ...actions.map(({ label, url }) => row(label, url)),
    reply,
    t("why"),
    row(t("choose"), choose),
    row(t("stop"), stop),
  ];
  return `${lines.filter(Boolean).join("\n\n")}\n`;
}

export function toHtml(letter: Letter): string {
  const { t, language, subject, sentence, facts, reason, notes, actions, reply } = letter;
  const content = [
    fill("heading", { text: sentence }),
    ...facts.map(([label, value]) => fill("fact", { label, text: value })),
    timesHtml(letter),
    reason !== null && fill("fact", { label: t("reason"), text: reason }),
    ...notes.map((text) => fill("paragraph", { text })),
    fill("buttons", {}, { buttons: actions.map(buttonHtml).join("") }),
    reply !== null && fill("note", { text: reply }),
  ];
  const words = { language, subject, preview: previewOf(letter), product: "Reslot" };
  const { choose, stop } = letter;
  const foot = {
    why: t("why"),
    choose: t("choose"),
    chooseUrl: choose,
    stop: t("stop"),
    stopUrl: stop,
  };
  return `<!doctype html>${fill("letter", { ...words, ...foot }, { content: content.filter(Boolean).join("") })}`;
}

function timesHtml({ t, times: { time, zone, oldTime } }: Letter): string {
  const lines = [
    fill("time", { text: time }),
    zone !== null && fill("zone", { text: zone }),
    oldTime !== null && fill("oldTime", { label: t("oldTime"), text: oldTime }),
  ];
  return fill("times", {}, { lines: lines.filter(Boolean).join("") });
}

function buttonHtml({ label, url }: Action, index: number): string {
  return fill(index === 0 ? "primary" : "secondary", { text: label, url });
}

/** What a list of mails shows beside the subject: what is new, and not what the subject says. */
function previewOf({ t, times: { oldTime }, notes, sentence }: Letter): string {
  const was = oldTime === null ? null : t("row", { label: t("oldTime"), value: oldTime });
  return [was ?? sentence, ...notes].join(" · ");
}

/** One pass: what is filled in has no slots, whatever a person typed. */
function fill(
  piece: keyof typeof pieces,
  words: Readonly<Record<string, string>>,
  html: Readonly<Record<string, string>> = {},
): string {
  return pieces[piece].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_slot, name: string) => html[name] ?? escape(words[name] ?? ""),
  );
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
