import type { BookingDetails } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { firstNameOf } from "@reslot/react";
import { formatDay } from "@reslot/react/time";
import { useDisplay } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { useRefreshSharing } from "./use-refresh-sharing.ts";
import { FieldError } from "@/components/form/field-error.tsx";

/** For a coach who may not see when the mentee is busy: when they asked, and asking once a week. */
export function AskToShare({ booking }: { booking: BookingDetails }) {
  const t = useMessages("sharing");
  const display = useDisplay();
  const now = useNow(60_000);
  const ask = api.sharing.ask.useMutation({ onSettled: useRefreshSharing() });
  const { counterpart, sharing } = booking;
  const { state, since, nextAskAt } = sharing;
  const name = firstNameOf(counterpart.name);
  if (state === "allowed") return null;
  const next = nextAskAt === null ? now : parseInstant(nextAskAt);
  if (since !== null && next > now) {
    const days = {
      day: formatDay(parseInstant(since), display),
      next: formatDay(next, display),
    };
    return <p className="small muted">{t("wasAsked", { name, ...days })}</p>;
  }
  return (
    <div className="grid gap-2">
      <p className="small muted">{t("notAsked", { name })}</p>
      <Button
        size="sm"
        aria-disabled={ask.isPending}
        onClick={() => {
          if (!ask.isPending) ask.mutate({ menteeUserUlid: counterpart.personUlid });
        }}
      >
        {ask.isPending ? t("asking") : t("ask", { name })}
      </Button>
      {ask.isError && <FieldError>{t("failed")}</FieldError>}
    </div>
  );
}
