import { Banner } from "@/components/ui/banner.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { formatDayTime } from "@/time/format.ts";

/** Says that the meeting has another time than when the page was opened. */
export function MovedElsewhere({ move: { current, display } }: { move: MoveContext }) {
  const t = useMessages("pick");
  return (
    <Banner tone="accent" title={t("moved", { when: formatDayTime(current.start, display) })} />
  );
}
