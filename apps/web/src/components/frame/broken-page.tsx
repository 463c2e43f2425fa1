"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";

/** What a page shows when drawing it failed. */
export function BrokenPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <NoticePage
      icon={<TriangleAlert className="i" />}
      title={en.frame.broken.title}
      body={en.frame.broken.body}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            <RotateCw className="i" />
            {en.frame.tryAgain}
          </Button>
          <ButtonLink href={paths.meetings}>{en.frame.goToMeetings}</ButtonLink>
        </>
      }
      footnote={digest ? en.frame.broken.reference(digest) : undefined}
    />
  );
}
