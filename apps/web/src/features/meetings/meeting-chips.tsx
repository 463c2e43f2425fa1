import type { BookingListItem } from "@reslot/api";
import { ArrowLeftRight, Clock, LoaderCircle } from "lucide-react";
import { Chip } from "@/components/ui/chip.tsx";
import { firstNameOf } from "@/components/ui/avatar.tsx";
import { en } from "@/copy/en.ts";

/** The special states of a meeting: being moved, waiting for confirmation, changed in Cal.com, cancelled. */
export function MeetingChips({ item, isMoving }: { item: BookingListItem; isMoving: boolean }) {
  const { chips } = en.meetings;
  return (
    <>
      {isMoving && <Chip icon={<LoaderCircle className="i spin" />}>{chips.moving}</Chip>}
      {item.status === "pending" && (
        <Chip tone="warn" icon={<Clock className="i" />}>
          {item.role === "coach"
            ? chips.pendingYou
            : chips.pending(firstNameOf(item.counterpart.name))}
        </Chip>
      )}
      {item.upstreamChanged && item.status === "accepted" && (
        <Chip icon={<ArrowLeftRight className="i" />}>{chips.changed}</Chip>
      )}
      {item.status === "cancelled" && <Chip tone="plain">{chips.cancelled}</Chip>}
      {item.status === "rejected" && <Chip tone="plain">{chips.rejected}</Chip>}
    </>
  );
}
