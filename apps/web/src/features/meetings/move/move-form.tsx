"use client";

import type { Availability, BookingDetails, BookingListItem } from "@reslot/api";
import { dayMs, formatInstant, parseInstant } from "@reslot/cal/time";
import { errorWords } from "@reslot/messages";
import { isJudged, readerOf, type Trouble } from "@reslot/react";
import { formatDay, formatDayTime } from "@reslot/react/time";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { toMoveInput } from "@/features/reschedule/flow/move-input.ts";
import { useMoveContext } from "@/features/reschedule/flow/use-move-context.ts";
import { useRescheduleBooking } from "@/features/reschedule/flow/use-reschedule-booking.ts";
import { intervalAt, type MoveContext } from "@/features/reschedule/model/move.ts";
import { failureOf } from "@/features/reschedule/model/trouble.ts";
import { useSuggestionWords } from "@/features/reschedule/slots/suggestions.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import type { OnMoved } from "./on-moved.ts";
import styles from "./move-sheet.module.css";
import { Input } from "@/components/form/input.tsx";

interface Props {
  item: BookingListItem;
  booking: BookingDetails;
  onMoved: OnMoved;
}

/** Good times near the meeting, the reason, and the button that names the result. */
export function MoveForm({ item, booking, onMoved }: Props) {
  const t = useMessages("moveSheet");
  const move = useMoveContext(booking);
  const [chosen, setChosen] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState<Trouble | "unanswered" | null>(null);
  const { data, error, refetch } = useTimesNear(move);
  const { mutate, isPending } = useRescheduleBooking({
    onAnswered: (result) => onMoved(result, move.current),
    onRefused({ code, details }, { newStartTime }) {
      setTrouble({ code, details, start: parseInstant(newStartTime) });
      if (code === "SLOT_TAKEN") setChosen(null);
      void refetch();
    },
    onUnanswered: () => setTrouble("unanswered"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null || isPending) return;
    setTrouble(null);
    const target = intervalAt(chosen, data?.durationMinutes ?? booking.durationMinutes);
    const { timeZone } = move.display;
    mutate(toMoveInput(booking, target, { reason, isOverride: false, timeZone }));
  };
  const { firstName: name } = move.people.other;
  const when = chosen === null ? null : formatDayTime(chosen, move.display);
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.body}>
        {!data && error ? (
          <TimesFailed onRetry={() => void refetch()} />
        ) : (
          <TimesNear {...{ move, chosen }} availability={data} onChoose={setChosen} />
        )}
        <div>
          <ButtonLink size="sm" href={paths.reschedule(item.ulid)}>
            {t("more")}
          </ButtonLink>
        </div>
        {chosen !== null && <ReasonField {...{ name, reason }} onReason={setReason} />}
        {trouble && <Refusal {...{ move, trouble }} />}
      </div>
      <footer className={styles.foot}>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          aria-disabled={when === null || isPending ? true : undefined}
        >
          {when === null ? t("choose") : t(isPending ? "submitting" : "submit", { when })}
        </Button>
        <p>{t("told", { name })}</p>
      </footer>
    </form>
  );
}

function ReasonField({
  name,
  reason,
  onReason,
}: {
  name: string;
  reason: string;
  onReason: (reason: string) => void;
}) {
  const t = useMessages("moveSheet");
  return (
    <label className={styles.reason}>
      <span>
        {t("reason")} <small>{t("reasonOptional", { name })}</small>
      </span>
      <Input
        maxLength={500}
        autoComplete="off"
        placeholder={t("reasonHint")}
        value={reason}
        onChange={({ target }) => onReason(target.value)}
      />
    </label>
  );
}

export function TimesFailed({ onRetry }: { onRetry: () => void }) {
  const t = useMessages("moveSheet");
  return (
    <div role="alert" className={styles.note}>
      <p>{t("failed")}</p>
      <Button size="sm" onClick={onRetry}>
        {t("retry")}
      </Button>
    </div>
  );
}

/** The answer is for the meeting's own day; the times near the meeting come with any answer. */
function useTimesNear({ booking, current, display }: MoveContext) {
  const { start } = current;
  const range = { from: formatInstant(start), to: formatInstant(start + dayMs) };
  const input = { bookingUlid: booking.ulid, ...range, timeZone: display.timeZone };
  return api.booking.availability.useQuery(input, { staleTime: 15_000, refetchInterval: 30_000 });
}

interface TimesNearProps {
  move: MoveContext;
  chosen: number | null;
  availability: Availability | undefined;
  onChoose: (start: number) => void;
}

function TimesNear({ move, chosen, availability, onChoose }: TimesNearProps) {
  const t = useMessages("moveSheet");
  const first = useRef<HTMLInputElement>(null);
  const suggestions = availability?.suggestions;
  const isThere = (suggestions?.length ?? 0) > 0;
  useEffect(() => {
    if (isThere) first.current?.focus();
  }, [isThere]);
  const reader = readerOf(move.people);
  const day = formatDay(move.current.start, move.display);
  if (!suggestions) {
    return (
      <div className={styles.times} aria-busy="true">
        <output>{t("checking")}</output>
        {[1, 2, 3].map((place) => (
          <div key={place} className={styles.blank} />
        ))}
      </div>
    );
  }
  const isKnown = isJudged(availability);
  if (suggestions.length === 0) {
    return <output>{t("none", { day, shared: isKnown ? "yes" : "no" })}</output>;
  }
  return (
    <fieldset className={styles.times}>
      <legend>{isKnown ? t("near", { day }) : t("yours", { ...reader, day })}</legend>
      {!isKnown && <p className={styles.unknown}>{t("unknown", reader)}</p>}
      {suggestions.map((suggestion, index) => (
        <TimeOption
          key={suggestion.start}
          {...{ move, suggestion, chosen, onChoose }}
          {...(index === 0 && { input: first })}
        />
      ))}
    </fieldset>
  );
}

function TimeOption({
  move,
  suggestion,
  chosen,
  input,
  onChoose,
}: Pick<TimesNearProps, "move" | "chosen" | "onChoose"> & {
  suggestion: NonNullable<Availability["suggestions"]>[number];
  input?: RefObject<HTMLInputElement | null>;
}) {
  const start = parseInstant(suggestion.start);
  const words = useSuggestionWords(move, { start, reasons: suggestion.reasons });
  return (
    <label className={styles.option}>
      <input
        ref={input}
        type="radio"
        name="start"
        value={suggestion.start}
        checked={chosen === start}
        onChange={() => onChoose(start)}
      />
      <b>{formatDayTime(start, move.display)}</b>
      <span>{words}</span>
    </label>
  );
}

/** Why it was not moved, or that it is not known whether it was. */
function Refusal({ move, trouble }: { move: MoveContext; trouble: Trouble | "unanswered" }) {
  const t = useMessages("moveSheet");
  const errors = useMessages("errors");
  if (trouble === "unanswered") {
    return (
      <div role="alert" className={styles.note}>
        <p>{t("unanswered")}</p>
        <ButtonLink size="sm" href={paths.meeting(move.booking.ulid)}>
          {t("look")}
        </ButtonLink>
      </div>
    );
  }
  const { what, outcome, next } = errorWords(errors, failureOf(trouble, move));
  return (
    <div role="alert" className={styles.note}>
      <b>{what}</b>
      <p>{[outcome, next].filter(Boolean).join(" ")}</p>
    </div>
  );
}
