"use client";

import type { Interval } from "@reslot/cal/time";
import { ArrowLeft, LoaderCircle } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayTime } from "@/time/format.ts";
import { useIsOnline } from "@/components/frame/offline-banner.tsx";
import { HiddenMove } from "./hidden-move.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "./move-table.tsx";
import { OverridePanel } from "./override-panel.tsx";
import { ReasonField } from "./reason-field.tsx";
import { ReviewChips } from "./review-chips.tsx";
import { isConflict, isPickable, type Slot } from "@/features/reschedule/slots/slots.ts";
import type { Draft } from "./use-draft.ts";
import { WhatHappens } from "./what-happens.tsx";

/** The slot at the target time: null while the times are loading, "gone" when it is not offered. */
type TargetState = Slot | null | "gone";

/** The server action that the form posts to when no script sends the move. */
export type ConfirmMove = (form: FormData) => Promise<void>;

interface ReviewProps {
  confirmMove: ConfirmMove;
  move: MoveContext;
  target: Interval;
  slot: TargetState;
  nearby: readonly Slot[];
  draft: Draft;
  isMoving: boolean;
  formAttemptUlid: string;
  trouble: ReactNode;
  onDraft: (draft: Draft) => void;
  onChoose: (start: number) => void;
  onBack: () => void;
  onSubmit: () => void;
}

/** The last step before the move. Without scripts its form posts to the server. */
export function ReviewStep(props: ReviewProps) {
  const { move, slot, draft, isMoving, confirmMove, onBack, onSubmit } = props;
  const t = useMessages("review");
  const [hasTried, setHasTried] = useState(false);
  const needs = needsOf(slot, move);
  const missing = {
    override: needs.override && !draft.isOverride,
    reason: needs.reason && draft.reason.trim() === "",
  };
  const isGone = slot === "gone" || (slot !== null && !isPickable(slot));

  function submit(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (!missing.override && !missing.reason && !isMoving && !isGone) onSubmit();
  }

  return (
    <>
      <button type="button" className="back" onClick={onBack}>
        <ArrowLeft className="i i-sm" />
        {t("back")}
      </button>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t("title")}</h1>
          <p>{t("subtitle", { title: move.booking.title, name: move.people.other.name })}</p>
        </div>
      </div>
      <div className="review">
        <form className="grid gap-4" action={confirmMove} onSubmit={submit}>
          <ReviewFacts {...props} isGone={isGone} />
          <ReviewQuestions {...props} needs={needs} missing={hasTried ? missing : nothing} />
          <SubmitRow {...props} isGone={isGone} isOverride={needs.override} />
        </form>
        <WhatHappens move={move} isOverride={needs.override} />
      </div>
    </>
  );
}

const nothing = { override: false, reason: false };

function ReviewFacts({
  move,
  target,
  slot,
  formAttemptUlid,
  trouble,
  isGone,
}: ReviewProps & { isGone: boolean }) {
  const t = useMessages("review");
  return (
    <>
      <HiddenMove move={move} target={target} attemptUlid={formAttemptUlid} />
      {trouble}
      <Card>
        <MoveTable
          move={move}
          from={move.current}
          to={target}
          headings={{ from: "now", to: "new" }}
        />
        <ReviewChips move={move} target={target} verdict={verdictOf(slot)} />
      </Card>
      {isGone && (
        <Banner tone="danger" role="alert" title={t("gone.title")}>
          {t("gone.body")}
        </Banner>
      )}
    </>
  );
}

function ReviewQuestions({
  move,
  target,
  slot,
  nearby,
  draft,
  needs,
  missing,
  onDraft,
  onChoose,
}: ReviewProps & { needs: Needs; missing: Needs }) {
  return (
    <>
      {needs.override && slot !== null && slot !== "gone" && (
        <OverridePanel
          {...{ move, target, nearby, onChoose }}
          verdict={slot.verdict}
          isChecked={draft.isOverride}
          isMissing={missing.override}
          onCheck={(isOverride) => onDraft({ ...draft, isOverride })}
        />
      )}
      <ReasonField
        name={move.people.other.firstName}
        value={draft.reason}
        isRequired={needs.reason}
        isMissing={missing.reason}
        onChange={(reason) => onDraft({ ...draft, reason })}
      />
    </>
  );
}

interface Needs {
  override: boolean;
  reason: boolean;
}

/**
 * A coach must give a reason for a time that doesn't suit the mentee, or of which that could not be
 * read; a mentee decides about their own calendar.
 */
function needsOf(slot: TargetState, { people }: MoveContext): Needs {
  const isCoach = people.role === "coach";
  const isOffered = slot !== null && slot !== "gone";
  const isUnread = isOffered && isCoach && slot.unread !== undefined;
  const override = isOffered && (isConflict(slot.verdict) || isUnread);
  return { override, reason: override && isCoach };
}

function verdictOf(slot: TargetState): Slot["verdict"] | null {
  return slot === "gone" ? "taken" : (slot?.verdict ?? null);
}

function SubmitRow({
  move,
  target,
  isMoving,
  isGone,
  isOverride,
  onBack,
}: Pick<ReviewProps, "move" | "target" | "isMoving" | "onBack"> & {
  isGone: boolean;
  isOverride: boolean;
}) {
  const t = useMessages("review");
  const frame = useMessages("frame");
  const isOnline = useIsOnline();
  const when = formatDayTime(target.start, move.display);
  const text = t(isOverride ? "submitAnyway" : "submit", { when });
  const isOff = isMoving || isGone || !isOnline;
  return (
    <div className="actions">
      <Button
        type="submit"
        variant="primary"
        size="lg"
        aria-disabled={isOff ? true : undefined}
        onClick={(event) => {
          if (isOff) event.preventDefault();
        }}
      >
        {isMoving && <LoaderCircle className="i spin" />}
        {isMoving ? t("moving") : text}
      </Button>
      {!isMoving && (
        <Button variant="quiet" size="lg" onClick={onBack}>
          {t("another")}
        </Button>
      )}
      <p className="small muted" aria-live="polite">
        {isMoving ? t("movingNote") : !isOnline && frame("offline.title")}
      </p>
    </div>
  );
}
