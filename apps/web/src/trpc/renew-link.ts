import type { AppRouter } from "@reslot/api";
import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { payloadOf } from "./payload-of.ts";

type Refusal = TRPCClientError<AppRouter>;

/**
 * Retries a call once when it was refused as unauthenticated and `renew` got a new session token: the old one has
 * expired where a computer slept or a tab was frozen, and a refused call has had no effect.
 *
 * @param renew resolves to whether the person is still signed in; calls that are refused at the same time share one
 */
export function renewLink(renew: () => Promise<boolean>): TRPCLink<AppRouter> {
  let renewing: Promise<boolean> | null = null;
  const renewOnce = () =>
    (renewing ??= renew()
      .catch(() => false)
      .finally(() => (renewing = null)));

  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let running: Unsubscribable | null = null;
        let isOver = false;
        const call = (onError: typeof observer.error) => {
          running = next(op).subscribe({ ...observer, error: onError });
        };
        const callAgain = async (refusal: Refusal) => {
          const isRenewed = await renewOnce();
          if (isOver) return;
          if (isRenewed) call(observer.error);
          else observer.error(refusal);
        };
        call((refusal) => {
          if (payloadOf(refusal).code === "UNAUTHENTICATED") void callAgain(refusal);
          else observer.error(refusal);
        });
        return () => {
          isOver = true;
          running?.unsubscribe();
        };
      });
}
