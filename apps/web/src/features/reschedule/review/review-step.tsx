"use client";

import type { Interval } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { isConflict, isPickable, moveKindOf, type Slot } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { PageHead } from "@/components/frame/page-head.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { useIsOnline } from "@/components/frame/offline-banner.tsx";
import { GiveUpCheck } from "./give-up-check.tsx";
import { HiddenMove } from "./hidden-move.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { MoveTable } from "./move-table.tsx";
import { OverridePanel } from "./override-panel.tsx";
import { ReasonField } from "./reason-field.tsx";
import { ReviewChips } from "./review-chips.tsx";
import type { Draft } from "./use-draft.ts";
import styles from "./review.module.css";
import { WhatHappens } from "./what-happens.tsx";
import { WhatTheySee } from "./what-they-see.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";
import { Actions } from "@/components/ui/actions.tsx";

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
  /** Whether the meeting is being moved by another request. */
  isLocked: boolean;
  formAttemptUlid: string;
  trouble: ReactNode;
  onDraft: (draft: Draft) => void;
  onChoose: (start: number) => void;
  onBack: () => void;
  onSubmit: () => void;
}

/** The last step before the move. Without scripts its form posts to the server. */
export function ReviewStep(props: ReviewProps) {
  const { move, target, slot, draft, isMoving, isLocked, confirmMove, onBack, onSubmit } = props;
  const t = useMessages("review");
  const form = useRef<HTMLFormElement>(null);
  const [hasTried, setHasTried] = useState(false);
  const needs = needsOf(slot, move);
  const missing = {
    giveUp: needs.giveUp && !draft.isGivenUp,
    override: needs.override && !draft.isOverride,
    reason: needs.reason && draft.reason.trim() === "",
  };
  const isComplete = !Object.values(missing).includes(true);
  const isGone = slot === "gone" || (slot !== null && !isPickable(slot));
  useFocusOnMissing(form, hasTried ? missing : nothing);

  function submit(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (isComplete && !isMoving && !isGone && !isLocked) onSubmit();
    else form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  return (
    <>
      <PageHead
        back={{ onBack, label: t("back") }}
        title={titleOf(t, move, target)}
        facts={t("subtitle", { title: move.booking.title, name: move.people.other.name })}
      />
      <div className={styles.columns}>
        <form className={styles.form} ref={form} action={confirmMove} onSubmit={submit}>
          <ReviewFacts {...props} isGone={isGone} />
          <ReviewQuestions {...props} needs={needs} missing={hasTried ? missing : nothing} />
          <Card isPadded className={styles.last}>
            <ReasonField
              name={move.people.other.firstName}
              value={draft.reason}
              isRequired={needs.reason}
              isMissing={hasTried && missing.reason}
              onChange={(reason) => props.onDraft({ ...draft, reason })}
            />
            <SubmitRow {...props} isGone={isGone} isOverride={needs.override} />
          </Card>
        </form>
        {needs.giveUp ? (
          <WhatHappens move={move} />
        ) : (
          <WhatTheySee
            {...{ move, target }}
            overridden={needs.override ? verdictOf(slot) : null}
            reason={draft.reason}
          />
        )}
      </div>
    </>
  );
}

function titleOf(t: Translate<"review">, { booking, people, display }: MoveContext, to: Interval) {
  const when = formatDayTime(to.start, display);
  const asks = moveKindOf(booking) === "asks";
  return asks ? t("askTitle", { when, name: people.other.firstName }) : t("title", { when });
}

/** The first thing that is missing has the focus after the first try. */
function useFocusOnMissing(form: RefObject<HTMLFormElement | null>, missing: Needs): void {
  const isAny = Object.values(missing).includes(true);
  useEffect(() => {
    if (isAny) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [isAny, form]);
}

const nothing = { giveUp: false, override: false, reason: false };

function ReviewFacts({
  move,
  target,
  slot,
  formAttemptUlid,
  trouble,
  isGone,
}: ReviewProps & { isGone: boolean }) {
  const t = useMessages("review");
  const name = move.people.other.firstName;
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
      {moveKindOf(move.booking) === "notKnown" && (
        <Banner tone="warn" title={t("maybe.title", { name })}>
          {t("maybe.body", { name })}
        </Banner>
      )}
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
      {needs.giveUp && (
        <GiveUpCheck
          {...{ move, target }}
          isChecked={draft.isGivenUp}
          isMissing={missing.giveUp}
          onCheck={(isGivenUp) => onDraft({ ...draft, isGivenUp })}
        />
      )}
    </>
  );
}

interface Needs {
  giveUp: boolean;
  override: boolean;
  reason: boolean;
}

/**
 * A coach must give a reason for a time that doesn't suit the mentee, or of which that could not be
 * read; a mentee decides about their own calendar.
 */
function needsOf(slot: TargetState, { booking, people }: MoveContext): Needs {
  const isCoach = people.role === "coach";
  const isOffered = slot !== null && slot !== "gone";
  const isUnread = isOffered && isCoach && slot.unread !== undefined;
  const override = isOffered && (isConflict(slot.verdict) || isUnread);
  const giveUp = moveKindOf(booking) === "asks";
  return { giveUp, override, reason: override && isCoach };
}

function verdictOf(slot: TargetState): Slot["verdict"] | null {
  return slot === "gone" ? "taken" : (slot?.verdict ?? null);
}

function SubmitRow({
  move,
  target,
  isMoving,
  isLocked,
  isGone,
  isOverride,
  onBack,
}: Pick<ReviewProps, "move" | "target" | "isMoving" | "isLocked" | "onBack"> & {
  isGone: boolean;
  isOverride: boolean;
}) {
  const t = useMessages("review");
  const frame = useMessages("frame");
  const isOnline = useIsOnline();
  const asks = moveKindOf(move.booking) === "asks";
  const words = asks ? askWords : isOverride ? anywayWords : moveWords;
  const isOff = [isMoving, isGone, isLocked, !isOnline].includes(true);
  return (
    <Actions onSmall="wide">
      <Button
        type="submit"
        variant="primary"
        size="lg"
        aria-disabled={isOff ? true : undefined}
        onClick={(event) => {
          if (isOff) event.preventDefault();
        }}
      >
        {isMoving && <Spinner />}
        {isMoving
          ? t(words.moving)
          : t(words.submit, { when: formatDayTime(target.start, move.display) })}
      </Button>
      {!isMoving && <OtherWay asks={asks} bookingUlid={move.booking.ulid} onBack={onBack} />}
      <p className="small muted" aria-live="polite">
        {isMoving && t(words.note)}
      </p>
      {/* The banner of every page has announced it. */}
      {!isMoving && !isOnline && <p className="small muted">{frame("offline.title")}</p>}
    </Actions>
  );
}

const moveWords = { submit: "submit", moving: "moving", note: "movingNote" } as const;
const anywayWords = { ...moveWords, submit: "submitAnyway" } as const;
const askWords = { submit: "submitAsk", moving: "asking", note: "askingNote" } as const;

function OtherWay({
  asks,
  bookingUlid,
  onBack,
}: {
  asks: boolean;
  bookingUlid: string;
  onBack: () => void;
}) {
  const t = useMessages("review");
  if (!asks) {
    return (
      <Button variant="quiet" size="lg" onClick={onBack}>
        {t("another")}
      </Button>
    );
  }
  return (
    <ButtonLink variant="quiet" size="lg" href={paths.meeting(bookingUlid)}>
      {t("keep")}
    </ButtonLink>
  );
}
