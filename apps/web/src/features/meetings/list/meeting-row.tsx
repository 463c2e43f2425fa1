import type { BookingListItem } from "@reslot/api";
import { cityOf, type Display, offsetAt, parseInstant } from "@reslot/cal/time";
import { type Translate, plainText } from "@reslot/messages";
import { firstNameOf } from "@reslot/react";
import { formatDayTime, formatRange, formatTime, oddHour } from "@reslot/react/time";
import { Link } from "@/components/ui/link.tsx";
import { memo, type ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { ConfirmButtons } from "@/features/answer/confirm-buttons.tsx";
import { paths } from "@/paths.ts";
import { openingSheet } from "./opening-sheet.ts";
import { RowChip } from "./row-chip.tsx";
import type { RowState } from "./row-state.ts";
import styles from "./meeting-row.module.css";

interface MeetingRowProps {
  item: BookingListItem;
  state: RowState | null;
  display: Display;
  /** Whether `display` is the reader's own. */
  isZoneKnown: boolean;
  t: Translate<"meetings">;
  /** Opens the sheet in which the meeting is moved. */
  onMove: (item: BookingListItem) => void;
}

/** One meeting of the list. All of it leads to the meeting, but for its buttons. */
export const MeetingRow = memo(function MeetingRow(props: MeetingRowProps) {
  const { item, state, display, t } = props;
  const { counterpart } = item;
  const start = parseInstant(item.startTime);
  const [from = "", until] = formatRange(start, parseInstant(item.endTime), display).split(" – ");
  const isOff = item.status === "cancelled" || item.status === "rejected";
  const time = (
    <>
      {from}
      {until !== undefined && <span> – {until}</span>}
    </>
  );
  return (
    <li className={styles.row} data-booking={item.ulid} data-needs={item.needsMe ?? undefined}>
      <span className={styles.time}>{isOff ? <del>{time}</del> : time}</span>
      <Avatar name={counterpart.name} />
      <span className={styles.what}>
        <Link
          href={paths.meeting(item.ulid)}
          aria-label={t("row", {
            time: from,
            name: plainText(counterpart.name),
            title: plainText(item.title),
          })}
        >
          <Typed text={counterpart.name} />
        </Link>
        <span className={styles.title}>
          <Typed text={item.title} />
        </span>
        <span className={styles.other}>
          <TheirTime start={start} {...props} />
        </span>
      </span>
      <span className={styles.state}>{state && <RowChip {...{ item, state, display, t }} />}</span>
      <span className={styles.end}>
        <RowAction start={start} {...props} />
      </span>
    </li>
  );
});

function RowAction({ item, display, start, t, onMove }: MeetingRowProps & { start: number }) {
  const values = {
    name: plainText(item.counterpart.name),
    title: plainText(item.title),
    when: formatDayTime(start, display),
  };
  if (item.needsMe === "confirm" && !item.isOccurrence) {
    const { ulid, version } = item;
    const name = firstNameOf(values.name);
    const request = { ulid, version, ...values, name, display, meetings: 1 };
    return <ConfirmButtons size="sm" request={request} />;
  }
  if (item.needsMe === "confirm") {
    // One answer decides all requests of a series, which its page counts.
    return (
      <ButtonLink size="sm" href={paths.meeting(item.ulid)} aria-label={t("answerLabel", values)}>
        {t("answer")}
      </ButtonLink>
    );
  }
  if (!item.reschedule.allowed) return null;
  return (
    <ButtonLink
      size="sm"
      href={paths.reschedule(item.ulid)}
      aria-label={t("moveLabel", values)}
      data-move=""
      {...openingSheet(item, onMove)}
    >
      {t("move")}
    </ButtonLink>
  );
}

function TheirTime({
  start,
  item,
  display,
  isZoneKnown,
  t,
}: MeetingRowProps & { start: number }): ReactNode {
  const { timeZone } = item.counterpart;
  if (!isZoneKnown) return t("inTheirZone", { city: cityOf(display.timeZone) });
  if (timeZone === null) return t("theirZoneNotSet");
  const city = cityOf(timeZone);
  if (offsetAt(start, timeZone) === offsetAt(start, display.timeZone))
    return t("sameTime", { city });
  const time = formatTime(start, { ...display, timeZone });
  const odd = oddHour(start, timeZone);
  return `${t("inCity", { time, city })}${odd ? ` · ${t(odd)}` : ""}`;
}
