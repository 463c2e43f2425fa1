import type { Namespace } from "@reslot/messages";
import { compiledMessages, type Language } from "@reslot/messages/catalogue";
import { en } from "@reslot/messages/en";
import type { ReactElement, ReactNode } from "react";
import { render } from "vitest-browser-react";
import { MessagesProvider } from "@/copy/messages-provider.tsx";

const names = Object.keys(en) as Namespace[];
const namespacesIn = (language: Language) =>
  Object.fromEntries(names.map((name) => [name, compiledMessages(language, name)]));
const catalogues = { en: namespacesIn("en"), de: namespacesIn("de") };

/** Everything that a page can say. */
export function WithMessages({
  language = "en",
  children,
}: {
  language?: Language;
  children: ReactNode;
}) {
  return (
    <MessagesProvider locale={language} namespaces={catalogues[language]}>
      {children}
    </MessagesProvider>
  );
}

/** Renders a component below everything that a page can say. */
export function renderWithMessages(element: ReactElement) {
  return render(element, { wrapper: WithMessages });
}
