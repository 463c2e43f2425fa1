/** Where this instance of Clerk is: the second half of its publishable key, in base64. */
export function frontendApiOf(publishableKey: string): string {
  const host = atob(publishableKey.split("_")[2] ?? "").replace(/\$$/, "");
  return `https://${host}`;
}
