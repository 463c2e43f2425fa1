"use client";

import type { BookingDetails } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDay } from "@reslot/react/time";
import { useEffect, useRef } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { Button, type ButtonLook } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import fieldError from "@/components/form/field-error.module.css";

/** A mentee lets a coach know that they have to connect Cal.com, once a week; else says when the next time is. */
export function RemindCoach({
  booking,
  variant = "primary",
  size = "md",
}: { booking: BookingDetails } & Pick<ButtonLook, "variant" | "size">) {
  const t = useMessages("connectFirst");
  const display = useDisplay();
  const utils = api.useUtils();
  const remind = api.calConnection.remindCoach.useMutation({
    onSettled: () => utils.booking.get.invalidate({ bookingUlid: booking.ulid }),
  });
  const name = peopleOf(booking).other.firstName;
  const next = remind.data?.nextAllowedAt ?? booking.nextRemindAt;
  const answer = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (remind.isSuccess) answer.current?.focus();
  }, [remind.isSuccess]);
  return (
    <>
      {next === null && (
        <Button
          variant={variant}
          size={size}
          aria-disabled={remind.isPending}
          onClick={() => {
            if (!remind.isPending) remind.mutate({ bookingUlid: booking.ulid });
          }}
        >
          {t(remind.isPending ? "lettingKnow" : "letKnow", { name })}
        </Button>
      )}
      <output tabIndex={-1} ref={answer}>
        {next !== null && (
          <>
            <b className="strong">{t("told", { name })}</b>{" "}
            {t("again", { name, day: formatDay(parseInstant(next), display) })}
          </>
        )}
        {remind.isError && next === null && (
          <span className={fieldError.error}>{t("failed", { name })}</span>
        )}
      </output>
    </>
  );
}
