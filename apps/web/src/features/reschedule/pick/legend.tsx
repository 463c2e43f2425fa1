import type { Availability } from "@reslot/api";
import { type People, readerOf } from "@/components/display/people.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./legend.module.css";
import { lookOf } from "@/features/reschedule/slots/slot-words.ts";
import { isJudged } from "@/features/reschedule/slots/slots.ts";

const always = ["current", "selected", "taken"] as const;
const checked = ["mutual", "menteeBusy", "outsideMenteeHours", ...always] as const;
const partly = ["menteeUnknown", "menteeBusy", "outsideMenteeHours", ...always] as const;
const unchecked = ["menteeUnknown", ...always] as const;

type Mark = (typeof checked | typeof partly)[number];

/** Explains the icons that can occur for this reader. */
export function Legend({
  people,
  availability,
}: {
  people: People;
  availability: Availability | undefined;
}) {
  const t = useMessages("pick");
  const marks = availability ? marksOf(availability) : checked;
  return (
    <div className={styles.bar}>
      <ul className={styles.legend} aria-label={t("legend.label")}>
        {marks.map((mark) => (
          <Entry key={mark} mark={mark} text={t(`legend.${mark}`, readerOf(people))} />
        ))}
      </ul>
    </div>
  );
}

function marksOf(availability: Availability): readonly Mark[] {
  const { mentee } = availability.checks;
  if (mentee === "notConnected" || mentee === "unreachable") return unchecked;
  return isJudged(availability) ? checked : partly;
}

function Entry({ mark, text }: { mark: Mark; text: string }) {
  const { className, Icon } = mark === "selected" ? lookOf("mutual", true) : lookOf(mark, false);
  return (
    <li>
      <span className={`${className} ${styles.sample}`}>
        <Icon className="i" />
      </span>
      {text}
    </li>
  );
}
