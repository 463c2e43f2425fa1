"use client";

import { ArrowLeft, LoaderCircle } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";
import { formatDayTime } from "@/time/format.ts";
import { useIsOnline } from "@/components/frame/offline-banner.tsx";
import { confirmMove } from "@/utils/actions/calActions.ts";
import { HiddenMove } from "./hidden-move.tsx";
import type { MoveContext, Span } from "./move.ts";
import { MoveTable } from "./move-table.tsx";
import { OverridePanel } from "./override-panel.tsx";
import { ReasonField } from "./reason-field.tsx";
import { ReviewChips } from "./review-chips.tsx";
import { isConflict, isPickable, type Slot } from "./slots.ts";
import { WhatHappens } from "./what-happens.tsx";

const words = en.review;

export interface Draft {
  reason: string;
  isOverride: boolean;
}

/** The last look before the move. Its form posts to the server by itself when there are no scripts. */
export function ReviewStep({
  move,
  target,
  slot,
  nearby,
  draft,
  isMoving,
  formAttemptUlid,
  trouble,
  onDraft,
  onChoose,
  onBack,
  onSubmit,
}: {
  move: MoveContext;
  target: Span;
  /** How the target stands: null while the times are on their way, "gone" when it is not offered. */
  slot: Slot | null | "gone";
  nearby: readonly Slot[];
  draft: Draft;
  isMoving: boolean;
  formAttemptUlid: string;
  trouble: ReactNode;
  onDraft: (draft: Draft) => void;
  onChoose: (start: number) => void;
  onBack: () => void;
  onSubmit: () => void;
}) {
  const [hasTried, setHasTried] = useState(false);
  const { booking, people } = move;
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
        {words.back}
      </button>
      <div className="head">
        <div>
          <h1 tabIndex={-1} data-step="review">
            {words.title}
          </h1>
          <p>{words.subtitle(booking.title, people.other.name)}</p>
        </div>
      </div>
      <div className="review">
        <form className="grid gap-4" action={confirmMove} onSubmit={submit}>
          <HiddenMove move={move} target={target} attemptUlid={formAttemptUlid} />
          {trouble}
          <Card>
            <MoveTable
              move={move}
              from={move.current}
              to={target}
              headings={{ from: words.table.now, to: words.table.new }}
            />
            <ReviewChips move={move} target={target} verdict={verdictOf(slot)} />
          </Card>
          {isGone && (
            <Banner tone="danger" role="alert" title={words.gone.title}>
              {words.gone.body}
            </Banner>
          )}
          {needs.override && slot !== null && slot !== "gone" && (
            <OverridePanel
              move={move}
              target={target}
              verdict={slot.verdict}
              nearby={nearby}
              isChecked={draft.isOverride}
              isMissing={hasTried && missing.override}
              onCheck={(isOverride) => onDraft({ ...draft, isOverride })}
              onChoose={onChoose}
            />
          )}
          <ReasonField
            name={people.other.firstName}
            value={draft.reason}
            isRequired={needs.reason}
            isMissing={hasTried && missing.reason}
            onChange={(reason) => onDraft({ ...draft, reason })}
          />
          <SubmitRow {...{ move, target, isMoving, isGone, onBack }} isOverride={needs.override} />
        </form>
        <WhatHappens move={move} isOverride={needs.override} />
      </div>
    </>
  );
}

/** A coach gives a reason for a time that does not fit the mentee; a mentee decides about their own calendar. */
function needsOf(slot: Slot | null | "gone", { people }: MoveContext) {
  const override = slot !== null && slot !== "gone" && isConflict(slot.verdict);
  return { override, reason: override && people.role === "coach" };
}

function verdictOf(slot: Slot | null | "gone"): Slot["verdict"] | null {
  return slot === "gone" ? "taken" : (slot?.verdict ?? null);
}

function SubmitRow({
  move,
  target,
  isMoving,
  isGone,
  isOverride,
  onBack,
}: {
  move: MoveContext;
  target: Span;
  isMoving: boolean;
  isGone: boolean;
  isOverride: boolean;
  onBack: () => void;
}) {
  const isOnline = useIsOnline();
  const when = formatDayTime(target.start, move.display);
  const text = isOverride ? words.submitAnyway(when) : words.submit(when);
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
        {isMoving ? words.moving : text}
      </Button>
      {!isMoving && (
        <Button variant="quiet" size="lg" onClick={onBack}>
          {words.another}
        </Button>
      )}
      <p className="small muted" role="status">
        {isMoving ? words.movingNote : !isOnline && en.frame.offline.title}
      </p>
    </div>
  );
}
