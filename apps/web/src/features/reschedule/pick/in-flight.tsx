import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { paths } from "@/paths.ts";

/** A move that is being made already, from anywhere. */
export function InFlight({ move: { booking, people } }: { move: MoveContext }) {
  const t = useMessages("pick");
  const { inFlight } = booking;
  if (!inFlight) return null;
  const { attemptUlid } = inFlight;
  const by = inFlight.by === booking.role ? "you" : "other";
  return (
    <Banner
      tone="warn"
      title={t("inFlight.title", { by, kind: inFlight.kind, name: people.other.firstName })}
      action={
        attemptUlid && (
          <ButtonLink size="sm" href={`${paths.reschedule(booking.ulid)}?attempt=${attemptUlid}`}>
            {t("inFlight.look")}
          </ButtonLink>
        )
      }
    >
      {t("inFlight.body")}
    </Banner>
  );
}
