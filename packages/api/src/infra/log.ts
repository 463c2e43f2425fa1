import { type Clock, formatInstant } from "@reslot/cal/time";

/** Facts for one log line; flat, so that every line is one JSON object. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** A place for one JSON line per event. A test passes its own. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  error(context: `${Uppercase<string>}_ERROR`, error: unknown, fields?: LogFields): void;
}

const secretShapes =
  /\b(?:eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*|cal_(?:live_|test_)?[\w-]{8,}|ak_[\w-]{6,}|sk_(?:test|live)_[\w-]+|sb_secret_[\w-]+|re_[\w-]{8,}|Bearer\s+\S+)/g;

/** Text with everything that looks like a credential taken out. */
export function redact(text: string): string {
  return text.replaceAll(secretShapes, "[redacted]");
}

/** What JSON leaves as it is, although a terminal or a reader acts on it. */
const active = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One line of JSON in which every character is visible, credentials redacted. */
function lineOf(fields: object): string {
  return redact(JSON.stringify(fields)).replaceAll(active, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** Writes events to stdout and errors to stderr, one JSON object a line, credentials redacted. */
export function createLogger(clock: Clock): Logger {
  const now = () => formatInstant(clock.now());
  return {
    info: (event, fields = {}) => console.log(lineOf({ at: now(), event, ...fields })),
    error: (context, error, fields = {}) =>
      console.error(`[${context}] ${lineOf({ at: now(), ...fields, ...describe(error) })}`),
  };
}

/** Writes `[CONTEXT_ERROR]` and what is known of the error, without credentials. */
export function logError(context: `${Uppercase<string>}_ERROR`, error: unknown): void {
  console.error(`[${context}] ${lineOf(describe(error))}`);
}

/** Name, code, message, stack and causes of an error, as far as it has them. */
function describe(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error === "string" ? error : typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause && depth < 3 ? { cause: describe(error.cause, depth + 1) } : {};
  const stack = depth === 0 && error.stack ? { stack: error.stack } : {};
  return { error: error.name, ...code, message: error.message, ...stack, ...cause };
}
