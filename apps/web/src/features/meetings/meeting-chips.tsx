import type { BookingListItem } from "@reslot/api";
import { ArrowLeftRight, Clock, LoaderCircle } from "lucide-react";
import { Chip } from "@/components/ui/chip.tsx";
import { firstNameOf } from "@/components/ui/avatar.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";

/** The special states of a meeting: being moved, waiting for confirmation, changed in Cal.com, cancelled. */
export function MeetingChips({ item, isMoving }: { item: BookingListItem; isMoving: boolean }) {
  const t = useMessages("meetings");
  const { role, counterpart } = item;
  return (
    <>
      {isMoving && <Chip icon={<LoaderCircle className="i spin" />}>{t("chips.moving")}</Chip>}
      {item.status === "pending" && (
        <Chip tone="warn" icon={<Clock className="i" />}>
          {t("chips.pending", { audience: role, coach: firstNameOf(counterpart.name) })}
        </Chip>
      )}
      {item.upstreamChanged && item.status === "accepted" && (
        <Chip icon={<ArrowLeftRight className="i" />}>{t("chips.changed")}</Chip>
      )}
      {item.status === "cancelled" && <Chip tone="plain">{t("chips.cancelled")}</Chip>}
      {item.status === "rejected" && <Chip tone="plain">{t("chips.rejected")}</Chip>}
    </>
  );
}
