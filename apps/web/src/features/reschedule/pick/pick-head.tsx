import { moveKindOf } from "@reslot/react";
import { PageHead } from "@/components/frame/page-head.tsx";
import { SeriesName } from "@/components/display/series-name.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { paths } from "@/paths.ts";

/** What is done here, with which meeting. */
export function PickHead({
  move,
  durationMinutes,
}: {
  move: MoveContext;
  durationMinutes: number;
}) {
  const t = useMessages("pick");
  const series = useMessages("series");
  const { duration } = useTimeWords();
  const { booking, people } = move;
  const asks = moveKindOf(booking) === "asks";
  const facts = t(asks ? "factsAsk" : "facts", {
    title: booking.title,
    name: people.other.name,
    length: duration(durationMinutes),
  });
  return (
    <PageHead
      back={{ href: paths.meeting(booking.ulid), label: <Typed text={booking.title} /> }}
      title={asks ? t("askTitle", { name: people.other.firstName }) : t("title")}
      facts={
        <>
          {facts}
          {booking.series && (
            <>
              {" · "}
              <SeriesName series={booking.series} /> · {series("alone")}
            </>
          )}
        </>
      }
    />
  );
}
