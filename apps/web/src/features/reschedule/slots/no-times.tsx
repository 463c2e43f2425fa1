import type { Availability } from "@reslot/api";
import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { formatDayTime } from "@/time/format.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { coachsOf } from "./slot-words.ts";

const words = en.reschedule;

type Span = "day" | "week";

/** What to do when a day or a week has no good times. */
export function NoTimes({
  move,
  availability,
  next,
  span,
  hidden,
  onShowAll,
  onChoose,
}: {
  move: MoveContext;
  availability: Availability;
  next: number | null;
  span: Span;
  hidden: number;
  onShowAll: () => void;
  onChoose: (start: number) => void;
}) {
  const { people, display } = move;
  const isChecked = availability.checks.mentee === "checked";
  const nextText = isChecked ? words.empty.nextShared : words.empty.nextOffered;
  return (
    <div className="empty-day">
      <p>{emptyText(move, { span, hidden, isChecked })}</p>
      <div className="act">
        {next === null ? (
          <p className="muted">{nothingAhead(move, availability)}</p>
        ) : (
          <Button variant="primary" onClick={() => onChoose(next)}>
            {nextText(formatDayTime(next, display))}
            <ArrowRight className="i" />
          </Button>
        )}
        {hidden > 0 && (
          <Button variant="quiet" onClick={onShowAll}>
            {words.showAll(coachsOf(people))}
          </Button>
        )}
      </div>
    </div>
  );
}

function emptyText(
  { people }: MoveContext,
  { span, hidden, isChecked }: { span: Span; hidden: number; isChecked: boolean },
): string {
  if (hidden > 0) return words.empty.hidden(hidden, people.other.firstName);
  if (isChecked) return words.empty.noShared[span];
  return words.empty.noOffered[span](people.role === "coach" ? "You" : people.other.firstName);
}

function nothingAhead({ people }: MoveContext, { nextCoachStart }: Availability): string {
  if (nextCoachStart !== null) return words.empty.noSharedAhead;
  return people.role === "coach"
    ? words.empty.nothingAheadYou
    : words.empty.nothingAhead(people.other.firstName);
}
