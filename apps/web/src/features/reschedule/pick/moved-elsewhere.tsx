import { formatDayTime } from "@reslot/react/time";
import { Banner } from "@/components/ui/banner.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

/**
 * Says when the meeting has another time than when the page was opened: in a live region that is always there, so that
 * it is announced.
 */
export function MovedElsewhere({
  move: { current, display },
  isMoved,
}: {
  move: MoveContext;
  isMoved: boolean;
}) {
  const t = useMessages("pick");
  return (
    <div aria-live="polite" className={isMoved ? undefined : "sr-only"}>
      {isMoved && (
        <Banner
          tone="accent"
          role="note"
          title={t("moved", { when: formatDayTime(current.start, display) })}
        />
      )}
    </div>
  );
}
