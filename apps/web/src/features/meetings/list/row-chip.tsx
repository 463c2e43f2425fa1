import type { BookingListItem } from "@reslot/api";
import { type Display, localDay, parseInstant } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { firstNameOf } from "@reslot/react";
import { formatDayTime, formatTime } from "@reslot/react/time";
import { ArrowLeftRight, Clock } from "lucide-react";
import { Chip } from "@/components/ui/chip.tsx";
import type { RowState } from "./row-state.ts";
import styles from "./meeting-row.module.css";
import { Spinner } from "@/components/ui/spinner.tsx";

interface Props {
  item: BookingListItem;
  state: RowState;
  display: Display;
  t: Translate<"meetings">;
}

/** The state of a row in a few words, with the other time where there is one. */
export function RowChip({ item, state, display, t }: Props) {
  if (state.kind === "moving") return <MovingChip {...{ to: state.to, display, t }} />;
  const name = firstNameOf(item.counterpart.name);
  if (state.kind === "asks" || state.kind === "moved") {
    return (
      <>
        {state.kind === "asks" ? (
          <Chip tone="warn" icon={<Clock />}>
            {t("chips.asks", { name })}
          </Chip>
        ) : (
          <Chip icon={<ArrowLeftRight />}>{t("chips.movedBy", { by: state.by, name })}</Chip>
        )}
        {state.from !== null && <Was from={state.from} {...{ item, display, t }} />}
      </>
    );
  }
  if (state.kind === "pending") {
    return (
      <Chip tone="warn" icon={<Clock />}>
        {t("chips.pending", { audience: item.role, coach: name })}
      </Chip>
    );
  }
  return <Chip tone="plain">{wordsOf(state.kind, { t, name })}</Chip>;
}

/** Both times are shown while it is not known which one holds. */
function MovingChip({ to, display, t }: Pick<Props, "display" | "t"> & { to: string | null }) {
  return (
    <>
      <Chip icon={<Spinner />}>{t("chips.moving")}</Chip>
      {to !== null && (
        <span className={styles.was}>
          {t("chips.movingTo", { when: formatDayTime(parseInstant(to), display) })}
        </span>
      )}
    </>
  );
}

function wordsOf(
  kind: Exclude<RowState["kind"], "moving" | "asks" | "moved" | "pending">,
  { t, name }: { t: Translate<"meetings">; name: string },
): string {
  if (kind === "connects" || kind === "reconnect" || kind === "confirms")
    return t(`chips.${kind}`, { name });
  return t(`chips.${kind}`);
}

/** Where a meeting was; without the day where it is the same one. */
function Was({ from, item, display, t }: Omit<Props, "state"> & { from: string }) {
  const start = parseInstant(from);
  const isSameDay =
    localDay(start, display.timeZone) === localDay(parseInstant(item.startTime), display.timeZone);
  return (
    <span className={styles.was}>
      {t("chips.was")} <s>{(isSameDay ? formatTime : formatDayTime)(start, display)}</s>
    </span>
  );
}
