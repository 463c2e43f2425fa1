/** Calendar providers for a sentence: "Google Calendar, Outlook"; "none" when Cal.com does not name any. */
export function providersOf(broken: readonly { integration: string | null }[]): string {
  const names = broken.flatMap(({ integration }) => integration ?? []);
  return [...new Set(names)].join(", ") || "none";
}
