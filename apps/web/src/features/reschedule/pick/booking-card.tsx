import { ArrowRight, Info } from "lucide-react";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { en } from "@/copy/en.ts";
import { deltaText, durationText } from "@/time/delta.ts";
import {
  type MoveContext,
  readingOf,
  type Span,
  theirDisplay,
} from "@/features/reschedule/model/move.ts";

const words = en.reschedule.card;

/** The meeting's current and chosen time, for both people. */
export function BookingCard({
  move,
  chosen,
  durationMinutes,
  onReview,
}: {
  move: MoveContext;
  chosen: Span | null;
  durationMinutes: number;
  onReview: () => void;
}) {
  const { booking, people, display, current } = move;
  return (
    <aside className="card bcard" aria-label={words.label}>
      <div className="bcard-head">
        <h2>{booking.title}</h2>
        <div className="facts">
          <span>{durationText(durationMinutes)}</span>
        </div>
        <div className="pair hide-m">
          <span className="avatars">
            <Avatar name={people.me.name} isMe />
            <Avatar name={people.other.name} />
          </span>
          <span>{words.pair(people.other.name)}</span>
        </div>
      </div>
      <div className="shift">
        <div className={chosen ? "when from moved" : "when from"}>
          <span className="lbl">{words.now}</span>
          <BothReadings move={move} span={current} />
        </div>
        <div className="delta hide-m">
          {chosen && (
            <Chip tone="accent">{deltaText(current.start, chosen.start, display.timeZone)}</Chip>
          )}
        </div>
        <div className={chosen ? "when to hide-m" : "when to hide-m unset"} aria-live="polite">
          <span className="lbl">{words.new}</span>
          {chosen ? (
            <BothReadings move={move} span={chosen} />
          ) : (
            <div className="muted">{words.choose}</div>
          )}
        </div>
      </div>
      <div className="bcard-act hide-m">
        <ReviewButton isReady={chosen !== null} onReview={onReview} />
      </div>
      <div className="bcard-foot">
        <Info className="i" />
        <span>{words.foot(people.other.firstName)}</span>
      </div>
    </aside>
  );
}

function BothReadings({ move, span }: { move: MoveContext; span: Span }) {
  const mine = readingOf(span, move.display);
  const theirs = readingOf(span, theirDisplay(move.people, move.display));
  const otherDay = mine.day === theirs.day ? "" : `${theirs.day}, `;
  return (
    <>
      <div className="day">{mine.day}</div>
      <div className="t1">{mine.range}</div>
      <div className="z">{words.yourTime(mine.zone)}</div>
      <div className="t2">
        <span className="nw">
          {otherDay}
          {theirs.range}
        </span>{" "}
        <span className="z">{words.theirTime(move.people.other.firstName, theirs.zone)}</span>
      </div>
    </>
  );
}

function ReviewButton({ isReady, onReview }: { isReady: boolean; onReview: () => void }) {
  if (!isReady) {
    return (
      <button type="button" className="btn btn-lg" aria-disabled="true">
        {words.chooseFirst}
      </button>
    );
  }
  return (
    <Button variant="primary" size="lg" onClick={onReview}>
      {words.review}
      <ArrowRight className="i" />
    </Button>
  );
}
