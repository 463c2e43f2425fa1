"use client";

import { brokenWords } from "@reslot/messages/broken";
import { buttonClass } from "@/components/ui/button.tsx";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { paths } from "@/paths.ts";

/**
 * What a page shows when rendering it failed. It is part of every page's first load, since nothing
 * more may be loadable by then: so it is small, and its link reloads the whole app.
 */
export function BrokenPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const broken = brokenWords(pageLanguage());
  return (
    <NoticePage
      icon={<WarningSign />}
      title={broken.title}
      body={broken.body}
      actions={
        <>
          <button type="button" className={buttonClass({ variant: "primary" })} onClick={retry}>
            {broken.tryAgain}
          </button>
          <a className={buttonClass({})} href={paths.meetings}>
            {broken.goToMeetings}
          </a>
        </>
      }
      footnote={digest ? `${broken.reference} ${digest}` : undefined}
    />
  );
}

function pageLanguage(): string {
  return typeof document === "undefined" ? "" : document.documentElement.lang;
}

function WarningSign() {
  return (
    <svg
      className="lucide"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M12 4 2.5 20.5h19z" />
      <path d="M12 10v4.5M12 17.5v.01" />
    </svg>
  );
}
