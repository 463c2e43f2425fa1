import { Bell, CalendarClock, Send } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import styles from "./review.module.css";
import steps from "@/components/ui/steps.module.css";

/** What follows when the coach has to confirm the new time. */
export function WhatHappens({ move: { booking, people } }: { move: MoveContext }) {
  const t = useMessages("review");
  const name = people.other.firstName;
  return (
    <aside>
      <Card isPadded className={styles.aside}>
        <h2>{t("happens.title")}</h2>
        <ol className={steps.steps}>
          <Step
            icon={<Send />}
            title={t("happens.asked", { name })}
            note={t("happens.askedNote")}
          />
          <Step
            icon={<CalendarClock />}
            title={t("happens.notCertain")}
            note={t(booking.pendingBlocksSlot === true ? "happens.kept" : "happens.open", { name })}
          />
          <Step icon={<Bell />} title={t("happens.answer")} note={t("happens.answerNote")} />
        </ol>
      </Card>
    </aside>
  );
}

function Step({ icon, title, note }: { icon: ReactNode; title: string; note: string }) {
  return (
    <li>
      {icon}
      <div>
        <b className="strong">{title}</b>
        <span>{note}</span>
      </div>
    </li>
  );
}
