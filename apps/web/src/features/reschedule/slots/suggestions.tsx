import type { Availability } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { Check } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayTime, formatTime } from "@/time/format.ts";
import { type MoveContext, theirDisplay } from "@/features/reschedule/model/move.ts";

/** Up to three good times, each with its reasons. */
export function Suggestions({
  move,
  suggestions,
  onChoose,
}: {
  move: MoveContext;
  suggestions: Availability["suggestions"];
  onChoose: (start: number) => void;
}) {
  const t = useMessages("slots");
  if (suggestions.length === 0) return null;
  return (
    <section aria-label={t("suggested")} className="mb-5">
      <div className="sec-h">
        <h2>{t("suggested")}</h2>
        <span className="small muted">{t("suggestedHint")}</span>
      </div>
      <div className="sugs">
        {suggestions.map(({ start, reasons }) => (
          <Suggestion
            key={start}
            move={move}
            start={parseInstant(start)}
            reasons={reasons}
            onChoose={onChoose}
          />
        ))}
      </div>
    </section>
  );
}

function Suggestion({
  move,
  start,
  reasons,
  onChoose,
}: {
  move: MoveContext;
  start: number;
  reasons: Availability["suggestions"][number]["reasons"];
  onChoose: (start: number) => void;
}) {
  const t = useMessages("slots");
  const name = move.people.other.firstName;
  const theirs = theirDisplay(move.people, move.display);
  return (
    <button type="button" className="sug" onClick={() => onChoose(start)}>
      <span className="s-t">{formatDayTime(start, move.display)}</span>
      <span className="s-o">
        {theirs
          ? t("forPerson", { time: formatTime(start, theirs), name })
          : t("theirZoneNotSet", { name })}
      </span>
      <span className="s-r">
        {reasons.slice(0, 2).map((reason) => (
          <span key={reason}>
            <Check className="i" />
            <span>{t(`reasons.${reason}`)}</span>
          </span>
        ))}
      </span>
    </button>
  );
}
