import { nearestGood, readerOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { MonthsView } from "./use-months.ts";

/** Says that nothing starts at the chosen time any more, although it was not taken, and what does nearby. */
export function ShiftedNotice({
  move: { people, display },
  months: { slots, shifted },
  chosen,
  onChoose,
}: {
  move: MoveContext;
  months: MonthsView;
  chosen: number | null;
  onChoose: (start: number) => void;
}) {
  const t = useMessages("slots");
  if (chosen === null || !shifted.has(chosen)) return null;
  return (
    <Banner
      tone="warn"
      title={t("shifted", { ...readerOf(people), time: formatDayTime(chosen, display) })}
      action={nearestGood(slots, chosen).map(({ start }) => (
        <Button key={start} size="sm" onClick={() => onChoose(start)}>
          {t("nearest", { when: formatDayTime(start, display) })}
        </Button>
      ))}
    />
  );
}
