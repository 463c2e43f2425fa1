"use client";

import type { BookingListItem } from "@reslot/api";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import { firstNameOf } from "@reslot/react";
import { formatDay, formatRange, formatTime } from "@reslot/react/time";
import { X } from "lucide-react";
import { useDisplayWith } from "@/components/display/display.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Pip } from "@/components/ui/pip.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useModal } from "@/components/ui/use-modal.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { api } from "@/trpc/react.tsx";
import { MoveForm, TimesFailed } from "./move-form.tsx";
import type { OnMoved } from "./on-moved.ts";
import styles from "./move-sheet.module.css";
import { IconButton } from "@/components/ui/icon-button.tsx";

/** Moves one meeting beside the list: good times near it, and one button. It stays open when that fails. */
export function MoveSheet({
  item,
  onClose,
  onMoved,
}: {
  item: BookingListItem;
  onClose: () => void;
  onMoved: OnMoved;
}) {
  const { dialog, close, onClosed } = useModal(onClose);
  const t = useMessages("moveSheet");
  const { counterpart } = item;
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby="move-sheet"
      onClose={onClosed}
      closedby="any"
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <Avatar name={counterpart.name} />
          <div>
            <h2 id="move-sheet">{t("title", { name: counterpart.name })}</h2>
            <AboutMeeting item={item} />
          </div>
          <IconButton aria-label={t("close")} onClick={close}>
            <X />
          </IconButton>
        </header>
        <NowLine item={item} />
        <SheetBody {...{ item, onMoved }} />
      </div>
    </dialog>
  );
}

function SheetBody({ item, onMoved }: { item: BookingListItem; onMoved: OnMoved }) {
  const t = useMessages("moveSheet");
  const get = api.booking.get.useQuery({ bookingUlid: item.ulid });
  const booking = get.data;
  if (!booking) {
    return (
      <div className={styles.body}>
        {get.isError ? (
          <TimesFailed onRetry={() => void get.refetch()} />
        ) : (
          <output>{t("checking")}</output>
        )}
      </div>
    );
  }
  return <MoveForm key={booking.version} {...{ item, booking, onMoved }} />;
}

function AboutMeeting({ item: { title, startTime, endTime } }: { item: BookingListItem }) {
  const t = useMessages("moveSheet");
  const { duration } = useTimeWords();
  const minutes = (parseInstant(endTime) - parseInstant(startTime)) / minuteMs;
  return (
    <p>
      <Typed text={t("about", { title, length: duration(minutes) })} />
    </p>
  );
}

function NowLine({ item }: { item: BookingListItem }) {
  const t = useMessages("moveSheet");
  const { counterpart } = item;
  const display = useDisplayWith()(counterpart.timeZone);
  const start = parseInstant(item.startTime);
  const { timeZone } = counterpart;
  return (
    <p className={styles.now}>
      <Pip kind="here" />
      <span className="sr-only">{t("now")}</span>
      <b>
        {formatDay(start, display)}, {formatRange(start, parseInstant(item.endTime), display)}
      </b>
      {timeZone !== null && (
        <span>
          {t("theirs", {
            time: formatTime(start, { ...display, timeZone }),
            name: firstNameOf(counterpart.name),
          })}
        </span>
      )}
    </p>
  );
}
