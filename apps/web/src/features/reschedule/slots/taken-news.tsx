import type { Display } from "@reslot/cal/time";
import { formatDayTime } from "@reslot/react/time";
import { useState } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";

/** Announces the times that were taken last; on the page each is marked where it is. */
export function TakenNews({ lost, display }: { lost: ReadonlySet<number>; display: Display }) {
  const t = useMessages("slots");
  const [seen, setSeen] = useState({ lost, news: [] as readonly number[] });
  if (lost !== seen.lost) {
    const fresh = [...lost].filter((start) => !seen.lost.has(start));
    setSeen({ lost, news: fresh.length > 0 ? fresh : seen.news });
  }
  const [first] = seen.news;
  return (
    <output className="sr-only">
      {first !== undefined &&
        t("wereTaken", { count: seen.news.length, when: formatDayTime(first, display) })}
    </output>
  );
}
