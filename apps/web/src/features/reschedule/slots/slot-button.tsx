import { cityOf, type Display, formatInstant } from "@reslot/cal/time";
import { lookOf } from "./slot-look.ts";
import { isPickable, type People, type Slot } from "@reslot/react";
import { heardWords, seenWords } from "@reslot/react/labels";
import { formatDayLong, formatDayTime, formatRange, formatTime, oddHour } from "@reslot/react/time";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./slot.module.css";
import { useIsLocked } from "./lock.ts";

/**
 * One time: icon, time for both people, verdict. A submit button with the start as its value, so
 * that choosing works before and without scripts.
 */
export function SlotButton({
  slot,
  end,
  people,
  display,
  isChosen,
  hasDay = false,
  onChoose,
}: {
  slot: Slot;
  end: number;
  people: People;
  display: Display;
  isChosen: boolean;
  /** Includes the day: "Tue 15 Dec, 11:00". */
  hasDay?: boolean;
  onChoose: (start: number) => void;
}) {
  const t = useMessages("slots");
  const isZoneKnown = useIsZoneKnown();
  const { className, Icon } = lookOf(slot.verdict, isChosen);
  const isLocked = useIsLocked();
  const canChoose = isPickable(slot) && !isLocked;
  const { start } = slot;
  const day = formatDayLong(start, display);
  const heardDay = isZoneKnown
    ? t("heardDay", { day })
    : t("heardDayInZone", { day, city: cityOf(display.timeZone) });
  return (
    <button
      type="submit"
      name="slot"
      value={formatInstant(start)}
      className={className}
      aria-pressed={isChosen}
      aria-disabled={canChoose ? undefined : true}
      data-locked={isLocked ? "" : undefined}
      data-slot={formatInstant(start)}
      data-verdict={slot.verdict}
      onClick={(event) => {
        event.preventDefault();
        if (canChoose) onChoose(start);
      }}
    >
      <span className={styles.mark}>
        <Icon />
      </span>
      <span className={styles.time}>
        <span>{hasDay ? formatDayTime(start, display) : formatRange(start, end, display)}</span>
        <span className="sr-only">{`, ${heardDay}, `}</span>
      </span>
      <SecondLine slot={slot} people={people} locale={display.locale} />
    </button>
  );
}

function SecondLine({ slot, people, locale }: { slot: Slot; people: People; locale: string }) {
  const t = useMessages("slots");
  const { other } = people;
  const { verdict } = slot;
  const { timeZone, firstName: name } = other;
  const theirs =
    timeZone === null
      ? t("theirZoneNotSet", { name })
      : t("forPerson", { time: formatTime(slot.start, { locale, timeZone }), name });
  const odd = timeZone === null ? null : oddHour(slot.start, timeZone);
  const seen = seenWords({ t, verdict, people }) ?? (odd && t(odd));
  const heard = heardWords({ t, verdict, people });
  return (
    <span className={styles.other}>
      {theirs}
      {seen && (
        <>
          <span className={styles.separator}>·</span>
          <wbr />
          <span className={styles.why}>{seen}</span>
        </>
      )}
      {heard && <span className="sr-only">{`, ${heard}`}</span>}
    </span>
  );
}
