import "server-only";
import type { Namespace, Translate } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import type { Metadata } from "next";
import { getReading } from "@/server/reading.ts";

/** Words the messages of a namespace in the reader's language, for components that the server renders. */
export async function serverMessages<Name extends Namespace>(name: Name): Promise<Translate<Name>> {
  return messagesFor((await getReading()).language, name);
}

/** The title of a page, from the message of its namespace. */
export function titled<Name extends Namespace>(
  name: Name,
  word: (t: Translate<Name>) => string,
): () => Promise<Metadata> {
  return async () => ({ title: word(await serverMessages(name)) });
}
