import type { BookingDetails } from "@reslot/api";
import type { Interval } from "@reslot/cal/time";
import { ArrowRight, Info } from "lucide-react";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { SeriesName } from "@/components/display/series-name.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { type MoveContext, readingOf, theirDisplay } from "@/features/reschedule/model/move.ts";

/** The meeting's current and chosen time, for both people. */
export function BookingCard({
  move,
  chosen,
  durationMinutes,
  onReview,
}: {
  move: MoveContext;
  chosen: Interval | null;
  durationMinutes: number;
  onReview: () => void;
}) {
  const t = useMessages("pick");
  const { delta, duration } = useTimeWords();
  const { booking, people, display, current } = move;
  return (
    <aside className="card bcard" aria-label={t("card.label")}>
      <div className="bcard-head">
        <h2>
          <Typed text={booking.title} />
        </h2>
        <div className="facts">
          <span>{duration(durationMinutes)}</span>
          {booking.series && <SeriesFacts series={booking.series} />}
        </div>
        <div className="pair hide-m">
          <span className="avatars">
            <Avatar name={people.me.name} isMe />
            <Avatar name={people.other.name} />
          </span>
          <span>{t("card.pair", { name: people.other.name })}</span>
        </div>
      </div>
      <div className="shift">
        <div className={chosen ? "when from moved" : "when from"}>
          <span className="lbl">{t("card.now")}</span>
          <BothReadings move={move} interval={current} />
        </div>
        <div className="delta hide-m">
          {chosen && (
            <Chip tone="accent">{delta(current.start, chosen.start, display.timeZone)}</Chip>
          )}
        </div>
        <div className={chosen ? "when to hide-m" : "when to hide-m unset"} aria-live="polite">
          <span className="lbl">{t("card.new")}</span>
          {chosen ? (
            <BothReadings move={move} interval={chosen} />
          ) : (
            <div className="muted">{t("card.choose")}</div>
          )}
        </div>
      </div>
      <div className="bcard-act hide-m">
        <ReviewButton isReady={chosen !== null} onReview={onReview} />
      </div>
      <Foot name={people.other.firstName} />
    </aside>
  );
}

function Foot({ name }: { name: string }) {
  const t = useMessages("pick");
  return (
    <div className="bcard-foot">
      <Info className="i" />
      <span>{t("card.foot", { name })}</span>
    </div>
  );
}

function SeriesFacts({ series }: { series: NonNullable<BookingDetails["series"]> }) {
  const t = useMessages("series");
  return (
    <>
      <span>
        <SeriesName series={series} />
      </span>
      <span>{t("alone")}</span>
    </>
  );
}

function BothReadings({ move, interval }: { move: MoveContext; interval: Interval }) {
  const t = useMessages("pick");
  const isZoneKnown = useIsZoneKnown();
  const mine = readingOf(interval, move.display);
  return (
    <>
      <div className="day">{mine.day}</div>
      <div className="t1">{mine.range}</div>
      <div className="z">
        {t(isZoneKnown ? "card.yourTime" : "card.zoneNotSet", { zone: mine.zone })}
      </div>
      <div className="t2">
        <TheirReading move={move} interval={interval} myDay={mine.day} />
      </div>
    </>
  );
}

function TheirReading({
  move: { people, display },
  interval,
  myDay,
}: {
  move: MoveContext;
  interval: Interval;
  myDay: string;
}) {
  const t = useMessages("pick");
  const name = people.other.firstName;
  const reader = theirDisplay(people, display);
  if (!reader) return <span className="z">{t("card.theirZoneNotSet", { name })}</span>;
  const theirs = readingOf(interval, reader);
  return (
    <>
      <span className="nw">
        {myDay !== theirs.day && `${theirs.day}, `}
        {theirs.range}
      </span>{" "}
      <span className="z">{t("card.theirTime", { name, zone: theirs.zone })}</span>
    </>
  );
}

function ReviewButton({ isReady, onReview }: { isReady: boolean; onReview: () => void }) {
  const t = useMessages("pick");
  if (!isReady) {
    return (
      <button type="button" className="btn btn-lg" aria-disabled="true">
        {t("card.chooseFirst")}
      </button>
    );
  }
  return (
    <Button variant="primary" size="lg" onClick={onReview}>
      {t("card.review")}
      <ArrowRight className="i" />
    </Button>
  );
}
