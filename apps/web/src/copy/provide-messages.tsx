import "server-only";
import type { Namespace } from "@reslot/messages";
import { compiledMessages } from "@reslot/messages/catalogue";
import type { ReactNode } from "react";
import { getReading } from "@/server/reading.ts";
import { MessagesProvider } from "./messages-provider.tsx";

/** Sends the messages of these namespaces to the browser: what the client components below use, and no more. */
export async function ProvideMessages({
  names,
  children,
}: {
  names: readonly Namespace[];
  children: ReactNode;
}) {
  const { language } = await getReading();
  const namespaces = Object.fromEntries(
    names.map((name) => [name, compiledMessages(language, name)]),
  );
  return (
    <MessagesProvider locale={language} namespaces={namespaces}>
      {children}
    </MessagesProvider>
  );
}
