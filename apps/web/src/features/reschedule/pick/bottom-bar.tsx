import { cityOf } from "@reslot/cal/time";
import { Button } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { formatTime } from "@/time/format.ts";
import {
  type MoveContext,
  readingOf,
  type Span,
  theirDisplay,
} from "@/features/reschedule/model/move.ts";

const words = en.reschedule.card;

/** The chosen time and the review button, at the bottom of small screens. */
export function BottomBar({
  move,
  chosen,
  onReview,
}: {
  move: MoveContext;
  chosen: Span | null;
  onReview: () => void;
}) {
  if (!chosen) {
    return (
      <div className="bottombar">
        <div>
          <b>{words.noChoice}</b>
          <small>{words.choose}</small>
        </div>
        <button type="button" className="btn" aria-disabled="true">
          {words.reviewShort}
        </button>
      </div>
    );
  }
  const { other } = move.people;
  const mine = readingOf(chosen, move.display);
  const theirs = formatTime(chosen.start, theirDisplay(move.people, move.display));
  return (
    <div className="bottombar">
      <div>
        <b>
          {mine.day}, {mine.range}
        </b>
        <small>
          {en.reschedule.forPerson(theirs, other.firstName)} · {cityOf(other.timeZone)}
        </small>
      </div>
      <Button variant="primary" onClick={onReview}>
        {words.reviewShort}
      </Button>
    </div>
  );
}
