import type { Namespace } from "@reslot/messages";
import { compiledMessages } from "@reslot/messages/catalogue";
import { en } from "@reslot/messages/en";
import type { ReactElement, ReactNode } from "react";
import { render } from "vitest-browser-react";
import { MessagesProvider } from "@/copy/messages-provider.tsx";

const names = Object.keys(en) as Namespace[];
const namespaces = Object.fromEntries(names.map((name) => [name, compiledMessages("en", name)]));

/** Everything that a page can say. */
export function WithMessages({ children }: { children: ReactNode }) {
  return (
    <MessagesProvider locale="en" namespaces={namespaces}>
      {children}
    </MessagesProvider>
  );
}

/** Renders a component below everything that a page can say. */
export function renderWithMessages(element: ReactElement) {
  return render(element, { wrapper: WithMessages });
}
