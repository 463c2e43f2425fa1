import { cityOf } from "@reslot/cal/time";
import { Bell, Calendar, Flag, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

const words = en.review.happens;

/** What the button will do, in order. */
export function WhatHappens({ move, isOverride }: { move: MoveContext; isOverride: boolean }) {
  const { other } = move.people;
  return (
    <aside>
      <Card isPadded>
        <h2 className="mb-3.5">{words.title}</h2>
        <ul className="steps">
          <Step icon={<Calendar className="i" />} title={words.moves} note={words.movesNote} />
          <Step
            icon={<Bell className="i" />}
            title={words.told(other.firstName)}
            note={words.toldNote(cityOf(other.timeZone))}
          />
          {isOverride ? (
            <Step icon={<Flag className="i" />} title={words.override} note={words.overrideNote} />
          ) : (
            <Step icon={<Undo2 className="i" />} title={words.again} note={words.againNote} />
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
