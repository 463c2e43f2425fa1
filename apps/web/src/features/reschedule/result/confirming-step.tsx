import { parseInstant } from "@reslot/cal/time";
import { Check, Clock, LoaderCircle } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { Outcome } from "./outcome.tsx";

const words = en.result.confirming;

/** The move was sent to Cal.com, and it is not known yet whether the meeting moved. */
export function ConfirmingStep({ move }: { move: MoveContext }) {
  const to = targetOf(move);
  const headings = { from: en.review.table.now, to: en.review.table.asked };
  return (
    <Outcome kind="confirming" title={words.title} body={words.body}>
      {to && (
        <Card>
          <MoveTable move={move} from={move.current} to={to} headings={headings} isOpen />
        </Card>
      )}
      <Card isPadded>
        <Progress name={move.people.other.firstName} />
      </Card>
      <p className="small muted">{words.close}</p>
      <div className="actions">
        <ButtonLink href={paths.meetings}>{en.result.toMeetings}</ButtonLink>
      </div>
      <noscript>
        <meta httpEquiv="refresh" content="5" />
      </noscript>
    </Outcome>
  );
}

function targetOf({ booking: { inFlight } }: MoveContext): Span | null {
  if (!inFlight) return null;
  return { start: parseInstant(inFlight.newStartTime), end: parseInstant(inFlight.newEndTime) };
}

function Progress({ name }: { name: string }) {
  return (
    <ul className="steps">
      <li>
        <Check className="i ok" />
        <b className="strong">{words.sent}</b>
      </li>
      <li>
        <LoaderCircle className="i spin" />
        <div>
          <b className="strong">{words.waiting}</b>
          <span>{words.waitingNote}</span>
        </div>
      </li>
      <li>
        <Clock className="i" />
        <div className="muted">{words.afterwards(name)}</div>
      </li>
    </ul>
  );
}
