import { type Interval, parseInstant } from "@reslot/cal/time";
import { Check, Clock } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { Outcome } from "./outcome.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";
import steps from "@/components/ui/steps.module.css";
import { Actions } from "@/components/ui/actions.tsx";

/** The move was sent to Cal.com, and it is not known yet whether the meeting moved. */
export function ConfirmingStep({ move }: { move: MoveContext }) {
  const to = targetOf(move);
  const t = useMessages("result");
  return (
    <Outcome kind="confirming" title={t("confirming.title")} body={t("confirming.body")}>
      {to && (
        <Card>
          <MoveTable
            move={move}
            from={move.current}
            to={to}
            headings={{ from: "now", to: "asked" }}
            isOpen
          />
        </Card>
      )}
      <Card isPadded>
        <Progress name={move.people.other.firstName} />
      </Card>
      <p className="small muted">{t("confirming.close")}</p>
      <Actions onSmall="shared">
        <ButtonLink href={paths.meetings}>{t("toMeetings")}</ButtonLink>
      </Actions>
      <noscript>
        <meta httpEquiv="refresh" content="5" />
      </noscript>
    </Outcome>
  );
}

function targetOf({ booking: { inFlight } }: MoveContext): Interval | null {
  if (!inFlight) return null;
  return { start: parseInstant(inFlight.newStartTime), end: parseInstant(inFlight.newEndTime) };
}

function Progress({ name }: { name: string }) {
  const t = useMessages("result");
  return (
    <ul className={steps.steps}>
      <li>
        <Check className={steps.done} />
        <b className="strong">{t("confirming.sent")}</b>
      </li>
      <li>
        <Spinner />
        <div>
          <b className="strong">{t("confirming.waiting")}</b>
          <span>{t("confirming.waitingNote")}</span>
        </div>
      </li>
      <li>
        <Clock />
        <div className="muted">{t("confirming.afterwards", { name })}</div>
      </li>
    </ul>
  );
}
