import type { BookingListItem } from "@reslot/api";
import { cityOf, type Display, parseInstant } from "@reslot/cal/time";
import Link from "next/link";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import {
  formatDayShort,
  formatDayTime,
  formatRange,
  formatTime,
  formatWeekday,
} from "@/time/format.ts";
import { oddHour } from "@/time/late.ts";
import { MeetingChips } from "./meeting-chips.tsx";

/** One meeting of the list: time, title, the other person, and the available action. */
export function MeetingRow({
  item,
  display,
  isMoving,
  isMovable,
}: {
  item: BookingListItem;
  display: Display;
  isMoving: boolean;
  isMovable: boolean;
}) {
  const t = useMessages("meetings");
  const start = parseInstant(item.startTime);
  const end = parseInstant(item.endTime);
  const isOff = item.status === "cancelled" || item.status === "rejected";
  const range = formatRange(start, end, display);
  const when = formatDayTime(start, display);
  return (
    <li className="mrow">
      <div className="date">
        <b>{formatDayShort(start, display)}</b>
        <span>{formatWeekday(start, display)}</span>
      </div>
      <div className="when2">
        <b className="tm">{isOff ? <del>{range}</del> : range}</b>
        <TheirTime start={start} item={item} display={display} />
      </div>
      <div className="what">
        <span className="ti">
          <b>
            <Link href={paths.meeting(item.ulid)}>
              <Typed text={item.title} />
            </Link>
          </b>
          <MeetingChips item={item} isMoving={isMoving} />
        </span>
        <span className="oth">{t("with", { name: item.counterpart.name })}</span>
      </div>
      {isMovable && (
        <div className="end">
          <ButtonLink
            size="sm"
            href={paths.reschedule(item.ulid)}
            aria-label={t("moveLabel", { title: item.title, when })}
          >
            {t("move")}
          </ButtonLink>
        </div>
      )}
    </li>
  );
}

function TheirTime({
  start,
  item,
  display,
}: {
  start: number;
  item: BookingListItem;
  display: Display;
}) {
  const t = useMessages("meetings");
  const isZoneKnown = useIsZoneKnown();
  const { timeZone } = item.counterpart;
  if (!isZoneKnown) return <span>{t("inTheirZone", { city: cityOf(display.timeZone) })}</span>;
  if (timeZone === null) return <span>{t("theirZoneNotSet")}</span>;
  const time = formatTime(start, { locale: display.locale, timeZone });
  const odd = oddHour(start, timeZone);
  return (
    <span>
      {t("inCity", { time, city: cityOf(timeZone) })}
      {odd && ` · ${t(odd)}`}
    </span>
  );
}
