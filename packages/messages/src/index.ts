export {
  type ErrorCode,
  type ErrorKind,
  errorMessage,
  type ErrorWords,
  errorWords,
  type Failure,
  type Reader,
} from "./error-words.ts";
export { type CompiledMessages, translatorOf } from "./translator.ts";
export type { MessageKey, Namespace, Translate } from "./types.ts";
