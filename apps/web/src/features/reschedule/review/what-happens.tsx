import { cityOf } from "@reslot/cal/time";
import { Bell, Calendar, Flag, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

/** What the button will do, in order. */
export function WhatHappens({ move, isOverride }: { move: MoveContext; isOverride: boolean }) {
  const t = useMessages("review");
  const { other } = move.people;
  return (
    <aside>
      <Card isPadded>
        <h2 className="mb-3.5">{t("happens.title")}</h2>
        <ul className="steps">
          <Step
            icon={<Calendar className="i" />}
            title={t("happens.moves")}
            note={t("happens.movesNote")}
          />
          <Step
            icon={<Bell className="i" />}
            title={t("happens.told", { name: other.firstName })}
            note={
              other.timeZone === null
                ? t("happens.toldNoteNoZone")
                : t("happens.toldNote", { city: cityOf(other.timeZone) })
            }
          />
          {isOverride ? (
            <Step
              icon={<Flag className="i" />}
              title={t("happens.override")}
              note={t("happens.overrideNote")}
            />
          ) : (
            <Step
              icon={<Undo2 className="i" />}
              title={t("happens.again")}
              note={t("happens.againNote")}
            />
          )}
        </ul>
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
