"use client";

import type { NotMovableReason, RescheduleStatus } from "@reslot/api";
import { Check, CircleAlert, Clock, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Seal } from "@/components/ui/seal.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { parseInstant } from "@/time/instant.ts";
import type { MoveContext, Span } from "./move.ts";
import { MoveTable } from "./move-table.tsx";
import { NextStepButton } from "./next-step-button.tsx";
import { troubleFrom } from "./trouble.ts";

const words = en.result;

/** What became of a move: made, asked for, not known yet, or not made. */
export function ResultStep({
  move,
  status,
  from,
  onAgain,
  onMoveBack,
}: {
  move: MoveContext;
  /** null: the server knows of no such move. */
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
      return <Confirming move={move} />;
    case "failed":
      return <Failed {...{ move, status, onAgain }} />;
  }
}

function Outcome({
  seal,
  title,
  body,
  children,
}: {
  seal: ReactNode;
  title: string;
  body: string;
  children: ReactNode;
}) {
  return (
    <div className="center">
      <div className="done-h" aria-live="polite">
        {seal}
        <h1 tabIndex={-1} data-step="result">
          {title}
        </h1>
        <p>{body}</p>
      </div>
      {children}
    </div>
  );
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
  const headings = { from: en.review.table.was, to: en.review.table.now };
  return (
    <Outcome
      seal={
        <Seal look={isAwaiting ? "waiting" : "done"}>
          {isAwaiting ? <Clock className="i" /> : <Check className="i" />}
        </Seal>
      }
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

function Confirming({ move }: { move: MoveContext }) {
  const { booking, current, people } = move;
  const to = booking.inFlight && {
    start: parseInstant(booking.inFlight.newStartTime),
    end: parseInstant(booking.inFlight.newEndTime),
  };
  const headings = { from: en.review.table.now, to: en.review.table.asked };
  return (
    <Outcome
      seal={
        <Seal look="waiting">
          <LoaderCircle className="i spin" />
        </Seal>
      }
      title={words.confirming.title}
      body={words.confirming.body}
    >
      {to && (
        <Card>
          <MoveTable move={move} from={current} to={to} headings={headings} isOpen />
        </Card>
      )}
      <Card isPadded>
        <ul className="steps">
          <li>
            <Check className="i ok" />
            <b className="strong">{words.confirming.sent}</b>
          </li>
          <li>
            <LoaderCircle className="i spin" />
            <div>
              <b className="strong">{words.confirming.waiting}</b>
              <span>{words.confirming.waitingNote}</span>
            </div>
          </li>
          <li>
            <Clock className="i" />
            <div className="muted">{words.confirming.afterwards(people.other.firstName)}</div>
          </li>
        </ul>
      </Card>
      <p className="small muted">{words.confirming.close}</p>
      <div className="actions">
        <ButtonLink href={paths.meetings}>{words.toMeetings}</ButtonLink>
      </div>
      <noscript>
        <meta httpEquiv="refresh" content="5" />
      </noscript>
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
  const trouble = troubleFrom(status.error, null);
  const canRetry = en.errors[trouble.code].next === "retry";
  return (
    <Outcome
      seal={
        <Seal look="plain">
          <CircleAlert className="i" />
        </Seal>
      }
      title={words.failed.title}
      body={trouble.message}
    >
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
    <Outcome
      seal={
        <Seal look="plain">
          <CircleAlert className="i" />
        </Seal>
      }
      title={words.unknown.title}
      body={words.unknown.body}
    >
      <div className="actions">
        <Button variant="primary" onClick={() => onAgain(true)}>
          {en.review.title}
        </Button>
      </div>
    </Outcome>
  );
}

/** For meetings that are over or called off: no times to choose from, and why. */
export function NotMovable({
  bookingUlid,
  reason,
}: {
  bookingUlid: string;
  reason: NotMovableReason;
}) {
  return (
    <Outcome
      seal={
        <Seal look="plain">
          <CircleAlert className="i" />
        </Seal>
      }
      title={words.notMovable.title}
      body={en.meeting.notMovable[reason]}
    >
      <div className="actions">
        <ButtonLink variant="primary" href={paths.meeting(bookingUlid)}>
          {words.see}
        </ButtonLink>
      </div>
    </Outcome>
  );
}
