import type { BookingDetails } from "@reslot/api";
import { useMessages } from "@/copy/messages-provider.tsx";

/** "3rd of a weekly series", as far as it is known. */
export function SeriesName({ series }: { series: NonNullable<BookingDetails["series"]> }) {
  const t = useMessages("series");
  const { position } = series;
  const rhythm = series.rhythm ?? "irregular";
  return position === null ? t("part", { rhythm }) : t("place", { position, rhythm });
}
