import "server-only";
import type { Namespace, Translate } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import { language } from "./language.ts";

/** Words the messages of a namespace, for components that the server renders. */
export function serverMessages<Name extends Namespace>(name: Name): Translate<Name> {
  return messagesFor(language, name);
}
