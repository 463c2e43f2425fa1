import { useEffect } from "react";

/** Asks before a page with changes is left: by a link of the app, or by closing it. */
export function useLeaveGuard(isChanged: boolean, question: string): void {
  useEffect(() => {
    if (!isChanged) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey) return;
      // oxlint-disable-next-line no-alert -- the same question that the browser asks on closing
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onLeave);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isChanged, question]);
}
