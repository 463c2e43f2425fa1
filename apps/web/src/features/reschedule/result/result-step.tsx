"use client";

import type { NotMovableReason, RescheduleStatus } from "@reslot/api";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { ConfirmingStep } from "./confirming-step.tsx";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { NextStepButton } from "./next-step-button.tsx";
import { Outcome } from "./outcome.tsx";
import { troubleFrom } from "@/features/reschedule/model/trouble.ts";

const words = en.result;

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
  from: Span | null;
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
  from: Span | null;
  isAwaiting: boolean;
  onMoveBack: (start: number) => void;
}) {
  const { booking, people, display, current } = move;
  const when = formatDayTime(current.start, display);
  const { was, now, asked } = en.review.table;
  const headings = { from: was, to: isAwaiting ? asked : now };
  return (
    <Outcome
      kind={isAwaiting ? "asked" : "done"}
      title={isAwaiting ? words.awaiting.title(when) : words.moved.title(when)}
      body={isAwaiting ? awaitingText(move) : words.moved.body(people.other.firstName)}
    >
      <Card>
        <MoveTable move={move} from={from} to={current} headings={headings} isOpen={isAwaiting} />
      </Card>
      <div className="actions">
        <ButtonLink variant="primary" href={paths.meeting(booking.ulid)}>
          {words.see}
        </ButtonLink>
        {from && !isAwaiting && (
          <Button onClick={() => onMoveBack(from.start)}>{words.moveBack}</Button>
        )}
      </div>
      {from && !isAwaiting && (
        <p className="small muted">{words.moveBackNote(formatDayTime(from.start, display))}</p>
      )}
    </Outcome>
  );
}

function awaitingText({ people }: MoveContext): string {
  return people.role === "coach"
    ? words.awaiting.bodyCoach
    : words.awaiting.bodyYou(people.other.firstName);
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
  const trouble = troubleFrom(status.error, null);
  const canRetry = en.errors[trouble.code].next === "retry";
  return (
    <Outcome kind="notMoved" title={words.failed.title} body={trouble.message}>
      <div className="actions">
        {canRetry && (
          <Button variant="primary" onClick={() => onAgain(true)}>
            {en.nextSteps.retry}
          </Button>
        )}
        <Button variant={canRetry ? "secondary" : "primary"} onClick={() => onAgain(false)}>
          {en.nextSteps.chooseAnother}
        </Button>
        <NextStepButton trouble={trouble} booking={booking} here={paths.reschedule(booking.ulid)} />
      </div>
    </Outcome>
  );
}

function UnknownMove({ onAgain }: { onAgain: (isSameTime: boolean) => void }) {
  return (
    <Outcome kind="notMoved" title={words.unknown.title} body={words.unknown.body}>
      <div className="actions">
        <Button variant="primary" onClick={() => onAgain(true)}>
          {en.review.title}
        </Button>
      </div>
    </Outcome>
  );
}

/** For meetings that are past or cancelled: why they cannot be moved. */
export function NotMovable({
  bookingUlid,
  reason,
}: {
  bookingUlid: string;
  reason: NotMovableReason;
}) {
  return (
    <Outcome kind="notMoved" title={words.notMovable.title} body={en.meeting.notMovable[reason]}>
      <div className="actions">
        <ButtonLink variant="primary" href={paths.meeting(bookingUlid)}>
          {words.see}
        </ButtonLink>
      </div>
    </Outcome>
  );
}
