import { type Display, parseInstant } from "@reslot/cal/time";
import { answerRefusal, clashesOf, waitWords } from "@reslot/messages";
import { formatDayTime } from "@reslot/react/time";
import { useRef } from "react";
import { ulid } from "ulid";
import { showToast } from "@/components/frame/toast-queue.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { payloadOf } from "@/trpc/payload-of.ts";
import { ownAnswers } from "./own-answers.ts";

/** A request as a row or a page knows it. */
export interface RequestToAnswer {
  ulid: string;
  version: number;
  title: string;
  /** The other person's first name. */
  name: string;
  /** The time that was asked for, as the reader reads it. */
  when: string;
  /** How the reader reads times. */
  display: Display;
  /** How many meetings Cal.com answers at once. */
  meetings: number;
}

/** What is sent beside the request itself. */
interface Extras {
  reason?: string;
  overrideConflict?: true;
}

/**
 * Sends the coach's answer. One that is sent again is the same attempt, so that a lost connection answers nothing
 * twice, until the coach decides something else or the API has refused it: a refused attempt stays refused.
 */
export function useAnswer(request: RequestToAnswer, onAnswered: () => void) {
  const t = useMessages("answers");
  const errors = useMessages("errors");
  const utils = api.useUtils();
  const { ulid: bookingUlid, version, name, when, display } = request;
  const attempt = useRef({ key: "", attemptUlid: "" });
  const settled = {
    onSuccess({ outcome, booking }: Awaited<ReturnType<typeof confirm.mutateAsync>>) {
      utils.booking.get.setData({ bookingUlid }, booking);
      if (outcome === "confirming") ownAnswers.delete(request);
      else showToast(t(outcome, { when, name }));
      onAnswered();
    },
    onError(error: unknown) {
      ownAnswers.delete(request);
      if (payloadOf(error).code !== "INTERNAL") attempt.current = { key: "", attemptUlid: "" };
      void utils.booking.get.invalidate({ bookingUlid });
    },
    onSettled() {
      void utils.booking.list.invalidate();
      void utils.booking.history.invalidate({ bookingUlid });
      void utils.notification.invalidate();
    },
  };
  const confirm = api.booking.confirm.useMutation();
  const decline = api.booking.decline.useMutation();
  const send = (verb: "confirm" | "decline", extras: Extras = {}) => {
    if (confirm.isPending || decline.isPending) return;
    const key = JSON.stringify([verb, bookingUlid, version, extras]);
    if (attempt.current.key !== key) attempt.current = { key, attemptUlid: ulid() };
    const { attemptUlid } = attempt.current;
    const input = { bookingUlid, expectedVersion: version, attemptUlid, ...extras };
    ownAnswers.add(request);
    // What the other one was refused for says nothing about this one.
    (verb === "confirm" ? decline : confirm).reset();
    (verb === "confirm" ? confirm : decline).mutate(input, settled);
  };
  const failure = confirm.error ?? decline.error;
  const refused = failure && payloadOf(failure);
  const isLost = refused?.code === "INTERNAL";
  const why = refused && (isLost ? "lost" : answerRefusal(refused.code, refused.details));
  const word = (startTime: string) => formatDayTime(parseInstant(startTime), display);
  return {
    send,
    isSending: confirm.isPending || decline.isPending,
    refusal:
      refused &&
      why &&
      t(`refusals.${why}`, {
        name,
        wait: waitWords(errors, refused.details),
        ...clashesOf(refused.details, word),
      }),
    /** The coach may confirm all the same. */
    mayOverride: refused?.code === "SLOT_TAKEN",
  };
}
