import { lookOf } from "./slot-look.ts";
import { type People, readerOf, type Slot } from "@reslot/react";
import type { ReactNode } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./slot-legend.module.css";

const verdicts = [
  "mutual",
  "menteeUnknown",
  "menteeBusy",
  "outsideMenteeHours",
  "current",
  "taken",
] as const satisfies readonly Slot["verdict"][];

export interface DrawnTimes {
  people: People;
  slots: readonly Slot[];
  chosen: number | null;
}

/** Explains the marks of these times, and none that is not drawn. */
export function SlotLegend({ times, children }: { times: DrawnTimes; children?: ReactNode }) {
  const t = useMessages("pick");
  const { people, slots, chosen } = times;
  const shown = new Set(
    slots.filter(({ start }) => start !== chosen).map(({ verdict }) => verdict),
  );
  const isChosenShown = slots.some(({ start }) => start === chosen);
  return (
    <ul className={styles.legend} aria-label={t("legend.label")}>
      {children}
      {verdicts
        .filter((verdict) => shown.has(verdict))
        .map((verdict) => (
          <li key={verdict}>
            <Sample look={lookOf(verdict, false)} />
            {t(`legend.${verdict}`, readerOf(people))}
          </li>
        ))}
      {isChosenShown && (
        <li>
          <Sample look={lookOf("mutual", true)} />
          {t("legend.selected")}
        </li>
      )}
    </ul>
  );
}

function Sample({ look: { className, Icon } }: { look: ReturnType<typeof lookOf> }) {
  return (
    <span className={`${className} ${styles.sample}`} aria-hidden="true">
      <Icon />
    </span>
  );
}
