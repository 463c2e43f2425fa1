import { type People, readerOf } from "@/components/display/people.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { lookOf } from "@/features/reschedule/slots/slot-words.ts";
import type { MenteeCheck } from "@/features/reschedule/slots/slots.ts";

const always = ["current", "selected", "taken"] as const;
const checked = ["mutual", "menteeBusy", "outsideMenteeHours", ...always] as const;
const unchecked = ["menteeUnknown", ...always] as const;

type Mark = (typeof checked | typeof unchecked)[number];

/** Explains the icons that can occur for this reader. */
export function Legend({ people, check }: { people: People; check: MenteeCheck }) {
  const t = useMessages("pick");
  const marks: readonly Mark[] = check === "checked" ? checked : unchecked;
  return (
    <div className="underbar">
      <ul className="legend" aria-label={t("legend.label")}>
        {marks.map((mark) => (
          <Entry key={mark} mark={mark} text={t(`legend.${mark}`, readerOf(people))} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ mark, text }: { mark: Mark; text: string }) {
  const { className, Icon } = mark === "selected" ? lookOf("mutual", true) : lookOf(mark, false);
  return (
    <li>
      <span className={`sw slot ${className}`}>
        <Icon className="i" />
      </span>
      {text}
    </li>
  );
}
