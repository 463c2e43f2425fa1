"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNow } from "@/components/display/use-now.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { asksWhetherItWorks } from "./asks-whether-it-works.ts";
import styles from "./meeting.module.css";

/**
 * Asks a mentee whether a time works that they did not choose, and tells the coach that it does. The link in an email
 * leads here: opening it answers nothing.
 */
export function WorksForMe({
  booking,
  history,
}: {
  booking: BookingDetails;
  history: BookingHistory;
}) {
  const t = useMessages("meeting");
  const { other } = peopleOf(booking);
  const { say, hasSaid, isSaying, hasFailed } = useAcknowledge(booking);
  const thanks = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (hasSaid) thanks.current?.focus();
  }, [hasSaid]);
  const now = useNow(30_000);
  if (booking.acknowledgedAt !== null && hasSaid) {
    return (
      <p ref={thanks} tabIndex={-1} aria-live="polite">
        {t("works.said", { name: other.firstName })}
      </p>
    );
  }
  if (parseInstant(booking.startTime) <= now || !asksWhetherItWorks(booking, history)) return null;
  return (
    <Card isPadded id="works-for-me" className={`${styles.ask} ${styles.onScreen}`}>
      <div>
        <h2>{t("works.title")}</h2>
        <p className="small muted">{t("works.body", { name: other.firstName })}</p>
        {hasFailed && <p role="alert">{t("works.failed")}</p>}
      </div>
      <div className={styles.buttons}>
        <Button variant="primary" aria-disabled={isSaying} onClick={say}>
          <Check />
          {t("works.yes")}
        </Button>
        {booking.reschedule.allowed && (
          <ButtonLink href={paths.reschedule(booking.ulid)}>{t("works.no")}</ButtonLink>
        )}
      </div>
    </Card>
  );
}

function useAcknowledge({ ulid: bookingUlid, version }: BookingDetails) {
  const utils = api.useUtils();
  const [saidOf, setSaidOf] = useState<number | null>(null);
  const { mutate, isPending, isError } = api.booking.acknowledge.useMutation({
    onSuccess({ acknowledgedAt }) {
      setSaidOf(version);
      utils.booking.get.setData({ bookingUlid }, (known) =>
        known?.version === version ? { ...known, acknowledgedAt } : known,
      );
    },
    onError: () => void utils.booking.get.invalidate({ bookingUlid }),
  });
  return {
    say: () => {
      if (!isPending) mutate({ bookingUlid, version });
    },
    hasSaid: saidOf === version,
    isSaying: isPending,
    hasFailed: isError,
  };
}
