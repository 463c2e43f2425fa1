"use client";

import {
  type CompiledMessages,
  type Namespace,
  type Translate,
  translatorOf,
} from "@reslot/messages";
import { createContext, type ReactNode, use, useMemo } from "react";

interface Messages {
  locale: string;
  namespaces: Readonly<Partial<Record<Namespace, CompiledMessages>>>;
}

const MessagesContext = createContext<Messages | null>(null);

/** Hands messages to the client components below, beside those that are known above. */
export function MessagesProvider({
  locale,
  namespaces,
  children,
}: Messages & { children: ReactNode }) {
  const above = use(MessagesContext)?.namespaces;
  const value = useMemo(
    () => ({ locale, namespaces: { ...above, ...namespaces } }),
    [locale, above, namespaces],
  );
  return <MessagesContext value={value}>{children}</MessagesContext>;
}

/**
 * Words the messages of a namespace.
 *
 * @throws {TypeError} when no `ProvideMessages` above names it
 */
export function useMessages<Name extends Namespace>(name: Name): Translate<Name> {
  const messages = use(MessagesContext);
  const compiled = messages?.namespaces[name];
  if (!messages || !compiled) throw new TypeError(`No page provides the messages of "${name}".`);
  const { locale } = messages;
  return useMemo(() => translatorOf<Name>(compiled, locale), [compiled, locale]);
}
