import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to a page of this app. It fetches nothing before it is followed: every page waits for its own data, so there
 * is nothing to fetch ahead but its frame, which costs the server as much as an answer of the API, for each link.
 */
export function Link<Href extends string>(props: ComponentProps<typeof NextLink<Href>>) {
  return <NextLink prefetch={false} {...props} />;
}
