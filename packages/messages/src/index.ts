export { answerRefusal, clashesOf } from "./answer-refusal.ts";
export {
  type ErrorCode,
  type ErrorKind,
  errorMessage,
  errorWords,
  type Failure,
  type Reader,
  waitWords,
} from "./error-words.ts";
export {
  deviceLocaleOf,
  languages,
  readingLocale,
  type ReadingChoices,
  type ReadingLocale,
} from "./reading-locale.ts";
export { isolated, plainText } from "./plain-text.ts";
export { type CompiledMessages, translatorOf } from "./translator.ts";
export type { Namespace, Translate } from "./types.ts";
