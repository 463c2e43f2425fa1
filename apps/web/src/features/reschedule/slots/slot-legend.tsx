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

/** Which screens show a time: `listed` all, `near` not phones, `far` neither phones nor small tablets. */
export type Place = "listed" | "near" | "far";

export interface DrawnTimes {
  people: People;
  slots: readonly (Pick<Slot, "start" | "verdict"> & { place?: Place })[];
  chosen: number | null;
}

/** Explains the marks of these times, and none that is not drawn. */
export function SlotLegend({ times, children }: { times: DrawnTimes; children?: ReactNode }) {
  const t = useMessages("pick");
  const { people, slots, chosen } = times;
  const drawn = slots.map(({ start, verdict, place = "listed" }) => ({
    look: start === chosen ? ("selected" as const) : verdict,
    place,
  }));
  const placesOf = (look: (typeof drawn)[number]["look"]) =>
    drawn.filter((each) => each.look === look).map(({ place }) => place);
  return (
    <ul className={styles.legend} aria-label={t("legend.label")}>
      {children}
      {verdicts.map((verdict) => (
        <LegendItem key={verdict} places={placesOf(verdict)}>
          <Sample look={lookOf(verdict, false)} />
          {t(`legend.${verdict}`, readerOf(people))}
        </LegendItem>
      ))}
      <LegendItem places={placesOf("selected")}>
        <Sample look={lookOf("mutual", true)} />
        {t("legend.selected")}
      </LegendItem>
    </ul>
  );
}

/** An entry of a legend, on the screens that show what it explains. */
export function LegendItem({
  places,
  children,
}: {
  /** Of everything that it explains; nothing is rendered where there is none. */
  places: readonly Place[];
  children: ReactNode;
}) {
  const place = (["listed", "near", "far"] as const).find((each) => places.includes(each));
  return place && <li className={styles[place]}>{children}</li>;
}

function Sample({ look: { className, Icon } }: { look: ReturnType<typeof lookOf> }) {
  return (
    <span className={`${className} ${styles.sample}`} aria-hidden="true">
      <Icon />
    </span>
  );
}
