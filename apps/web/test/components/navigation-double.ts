import { useSyncExternalStore } from "react";

const changed = "address-double";

/** `next/navigation` of a page whose address is the test's own: it follows `history` as Next's does. */
export function startAddress(query: string): void {
  address = query;
  history.pushState = (_, __, url) => setAddress(String(url));
  history.replaceState = (_, __, url) => setAddress(String(url));
}

let address = "";

/** The query of the page's address. */
export const currentQuery = (): string => address;

function setAddress(url: string): void {
  address = url.includes("?") ? url.slice(url.indexOf("?")) : "";
  globalThis.dispatchEvent(new Event(changed));
}

export const useRouter = () => ({ push() {}, refresh() {}, prefetch() {} });

export const usePathname = () => window.location.pathname;

export function redirect(path: string): never {
  throw new Error(`Redirected to ${path}.`);
}

export function useSearchParams(): URLSearchParams {
  const query = useSyncExternalStore(
    (listener) => {
      globalThis.addEventListener(changed, listener);
      return () => globalThis.removeEventListener(changed, listener);
    },
    () => address,
  );
  return new URLSearchParams(query);
}
