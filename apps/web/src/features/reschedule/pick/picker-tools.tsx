import type { UrlState, View } from "@reslot/react";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import styles from "./picker-tools.module.css";
import { ViewToggle } from "./view-toggle.tsx";
import { ZonePicker } from "./zone-picker.tsx";

/** In which zone and in which form the times are shown. */
export function PickerTools({
  move,
  url,
  view,
  onView,
}: {
  move: MoveContext;
  url: UrlState;
  view: View;
  onView: (view: View) => void;
}) {
  return (
    <div className={styles.tools}>
      <ZonePicker other={move.people.other} />
      <ViewToggle bookingUlid={move.booking.ulid} url={url} shown={view} onChange={onView} />
    </div>
  );
}
