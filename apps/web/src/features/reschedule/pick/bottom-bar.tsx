import { cityOf, type Interval } from "@reslot/cal/time";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatTime } from "@/time/format.ts";
import { type MoveContext, readingOf, theirDisplay } from "@/features/reschedule/model/move.ts";

/** The chosen time and the review button, at the bottom of small screens. */
export function BottomBar({
  move,
  chosen,
  onReview,
}: {
  move: MoveContext;
  chosen: Interval | null;
  onReview: () => void;
}) {
  const t = useMessages("pick");
  const words = useMessages("slots");
  if (!chosen) {
    return (
      <div className="bottombar">
        <div>
          <b>{t("card.noChoice")}</b>
          <small>{t("card.choose")}</small>
        </div>
        <button type="button" className="btn" aria-disabled="true">
          {t("card.reviewShort")}
        </button>
      </div>
    );
  }
  const name = move.people.other.firstName;
  const mine = readingOf(chosen, move.display);
  const theirs = theirDisplay(move.people, move.display);
  return (
    <div className="bottombar">
      <div>
        <b>{`${mine.day}, ${mine.range}`}</b>
        <small>
          {theirs
            ? `${words("forPerson", { time: formatTime(chosen.start, theirs), name })} · ${cityOf(theirs.timeZone)}`
            : words("theirZoneNotSet", { name })}
        </small>
      </div>
      <Button variant="primary" onClick={onReview}>
        {t("card.reviewShort")}
      </Button>
    </div>
  );
}
