import type { BookingListItem } from "@reslot/api";
import { cityOf, dayMs, type Display, minuteMs, parseInstant } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";
import { firstNameOf } from "@reslot/react";
import { formatDayTime, formatRange, formatTime } from "@reslot/react/time";
import { Video } from "lucide-react";
import { useDisplayWith, useIsZoneKnown } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { ButtonLink, PlainButtonLink } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { paths } from "@/paths.ts";
import { useMovingBookings } from "@/features/meetings/use-moving-bookings.ts";
import { openingSheet } from "./opening-sheet.ts";
import styles from "./next-meeting.module.css";

const soonMs = 10 * minuteMs;

/** The meeting that comes next or takes place now: how soon, with whom, and the way into it. */
export function NextMeeting({
  item,
  onMove,
}: {
  item: BookingListItem;
  onMove: (item: BookingListItem) => void;
}) {
  const t = useMessages("meetings");
  const now = useNow(15_000);
  const display = useDisplayWith()(item.counterpart.timeZone);
  const start = parseInstant(item.startTime);
  const end = parseInstant(item.endTime);
  const name = plainText(item.counterpart.name);
  const values = { name, title: plainText(item.title), when: formatDayTime(start, display) };
  const isSoon = start - now <= soonMs;
  const moving = useMove(item);
  return (
    <section className={styles.card} aria-label={t("next.label")}>
      <div>
        {moving ? (
          <Moving to={moving.to} display={display} />
        ) : (
          <When {...{ start, end, now, display }} />
        )}
      </div>
      <div className={styles.who}>
        <b>
          <Typed text={item.counterpart.name} />
        </b>
        <span>
          {moving ? <Typed text={item.title} /> : <About {...{ item, start, display }} />}
        </span>
      </div>
      <div className={styles.actions}>
        {item.reschedule.allowed && !moving && (
          <ButtonLink
            href={paths.reschedule(item.ulid)}
            aria-label={t("moveLabel", values)}
            {...openingSheet(item, onMove)}
          >
            {t("move")}
          </ButtonLink>
        )}
        {item.joinUrl !== null && (
          <PlainButtonLink
            variant={isSoon && !moving ? "primary" : "secondary"}
            href={item.joinUrl}
            target="_blank"
            rel="noreferrer"
            {...(!moving && { "aria-label": t("next.joinLabel", values) })}
          >
            <Video />
            {t("next.join")}
          </PlainButtonLink>
        )}
      </div>
    </section>
  );
}

/** A move that is being made, from here or anywhere; null when there is none. */
function useMove({ ulid, inFlight }: BookingListItem): { to: number | null } | null {
  const moving = useMovingBookings();
  if (inFlight?.kind === "move") return { to: parseInstant(inFlight.newStartTime) };
  return moving.has(ulid) ? { to: null } : null;
}

/** Where a meeting is moved to. Where it was is not said, since it may not hold any more. */
function Moving({ to, display }: { to: number | null; display: Display }) {
  const t = useMessages("meetings");
  return (
    <>
      <div className={styles.soon}>{t("chips.moving")}</div>
      {to !== null && (
        <div className={styles.time}>
          {t("chips.movingTo", { when: formatDayTime(to, display) })}
        </div>
      )}
    </>
  );
}

/** Of a meeting that is more than a day away only the day and the time. */
function When({
  display,
  ...times
}: {
  start: number;
  end: number;
  now: number;
  display: Display;
}) {
  const { start, end, now } = times;
  const isFar = start - now > dayMs;
  return (
    <>
      {!isFar && <HowSoon {...times} />}
      <div className={styles.time}>
        {isFar ? formatDayTime(start, display) : formatRange(start, end, display)}
      </div>
    </>
  );
}

function HowSoon({ start, end, now }: { start: number; end: number; now: number }) {
  const t = useMessages("meetings");
  const { duration } = useTimeWords();
  const minutesTo = (ms: number) => Math.max(1, Math.ceil((ms - now) / minuteMs));
  const isOn = start <= now;
  const length = duration(minutesTo(isOn ? end : start));
  return <div className={styles.soon}>{t(isOn ? "next.now" : "next.in", { length })}</div>;
}

function About({
  item: { title, counterpart },
  start,
  display,
}: {
  item: BookingListItem;
  start: number;
  display: Display;
}) {
  const t = useMessages("meetings");
  const isZoneKnown = useIsZoneKnown();
  const { timeZone } = counterpart;
  if (!isZoneKnown || timeZone === null) return <Typed text={title} />;
  const time = formatTime(start, { ...display, timeZone });
  const name = firstNameOf(counterpart.name);
  return t("forIn", { title: plainText(title), time, name, city: cityOf(timeZone) });
}
