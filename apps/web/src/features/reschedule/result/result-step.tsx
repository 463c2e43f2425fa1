"use client";

import type { BookingDetails, NotMovableReason, RescheduleStatus } from "@reslot/api";
import { errorMessage } from "@reslot/messages";
import type { Interval } from "@reslot/cal/time";
import { firstNameOf, nextSteps, peopleOf, readerOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { ConfirmingStep } from "./confirming-step.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { NextStepButton } from "./next-step-button.tsx";
import { Outcome } from "./outcome.tsx";
import { failureOf } from "@/features/reschedule/model/trouble.ts";
import { Actions } from "@/components/ui/actions.tsx";

/** The outcome of a move: made, waiting for confirmation, not known yet, or not made. */
export function ResultStep({
  move,
  status,
  from,
  onAgain,
  onMoveBack,
}: {
  move: MoveContext;
  /** Null when there is no such move. */
  status: RescheduleStatus | null;
  /** Where the meeting came from, once that is known. */
  from: Interval | null;
  onAgain: (isSameTime: boolean) => void;
  onMoveBack: (start: number) => void;
}) {
  if (!status) return <UnknownMove onAgain={onAgain} />;
  switch (status.outcome) {
    case "moved":
    case "awaitingConfirmation":
      return <Done {...{ move, from, onMoveBack }} isAwaiting={status.outcome !== "moved"} />;
    case "confirming":
      return <ConfirmingStep move={move} />;
    case "failed":
      return <Failed {...{ move, status, onAgain }} />;
  }
}

function Done({
  move,
  from,
  isAwaiting,
  onMoveBack,
}: {
  move: MoveContext;
  from: Interval | null;
  isAwaiting: boolean;
  onMoveBack: (start: number) => void;
}) {
  const { booking, people, display, current } = move;
  const when = formatDayTime(current.start, display);
  const t = useMessages("result");
  return (
    <Outcome
      kind={isAwaiting ? "asked" : "done"}
      title={t(isAwaiting ? "awaiting.title" : "moved.title", { when })}
      body={t(isAwaiting ? "awaiting.body" : "moved.body", readerOf(people))}
    >
      <Card>
        <MoveTable
          move={move}
          from={from}
          to={current}
          headings={{ from: "was", to: isAwaiting ? "asked" : "now" }}
          isOpen={isAwaiting}
        />
      </Card>
      <Actions onSmall="shared">
        <ButtonLink variant="primary" href={paths.meeting(booking.ulid)}>
          {t("see")}
        </ButtonLink>
        {from && !isAwaiting && (
          <Button onClick={() => onMoveBack(from.start)}>{t("moveBack")}</Button>
        )}
        <ButtonLink variant="quiet" href={paths.meetings}>
          {t("toMeetings")}
        </ButtonLink>
      </Actions>
      {from && !isAwaiting && (
        <p className="small muted">
          {t("moveBackNote", { when: formatDayTime(from.start, display) })}
        </p>
      )}
    </Outcome>
  );
}

function Failed({
  move,
  status,
  onAgain,
}: {
  move: MoveContext;
  status: Extract<RescheduleStatus, { outcome: "failed" }>;
  onAgain: (isSameTime: boolean) => void;
}) {
  const { booking } = move;
  const t = useMessages("refusal");
  const result = useMessages("result");
  const words = useMessages("errors");
  const { error } = status;
  const canRetry = nextSteps[error.code] === "retry";
  return (
    <Outcome
      kind="notMoved"
      title={result("failed")}
      body={errorMessage(words, failureOf(error, move))}
    >
      <Actions onSmall="shared">
        {canRetry && (
          <Button variant="primary" onClick={() => onAgain(true)}>
            {t("next.retry")}
          </Button>
        )}
        <Button variant={canRetry ? "secondary" : "primary"} onClick={() => onAgain(false)}>
          {t("next.chooseAnother")}
        </Button>
        <NextStepButton trouble={error} booking={booking} here={paths.reschedule(booking.ulid)} />
      </Actions>
    </Outcome>
  );
}

function UnknownMove({ onAgain }: { onAgain: (isSameTime: boolean) => void }) {
  const t = useMessages("result");
  return (
    <Outcome kind="notMoved" title={t("unknown.title")} body={t("unknown.body")}>
      <Actions onSmall="shared">
        <Button variant="primary" onClick={() => onAgain(true)}>
          {t("unknown.again")}
        </Button>
      </Actions>
    </Outcome>
  );
}

/** Why a meeting cannot be moved. */
export function NotMovable({
  booking,
  reason,
}: {
  booking: Pick<BookingDetails, "ulid" | "role" | "coach" | "mentee">;
  reason: NotMovableReason;
}) {
  const t = useMessages("result");
  const notMovable = useMessages("notMovable");
  const { ulid, role, coach } = booking;
  const { firstName: other } = peopleOf(booking).other;
  const body = notMovable(reason, { audience: role, coach: firstNameOf(coach.name), other });
  return (
    <Outcome kind="notMoved" title={t("notMovable")} body={body}>
      <Actions onSmall="shared">
        <ButtonLink variant="primary" href={paths.meeting(ulid)}>
          {t("see")}
        </ButtonLink>
      </Actions>
    </Outcome>
  );
}
