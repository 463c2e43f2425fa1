import { en } from "@/copy/en.ts";
import type { People } from "@/components/display/people.ts";
import { lookOf } from "@/features/reschedule/slots/slot-words.ts";
import type { MenteeCheck, Slot } from "@/features/reschedule/slots/slots.ts";

/** Explains the icons that can occur for this reader. */
export function Legend({ people, check }: { people: People; check: MenteeCheck }) {
  const entries = check === "checked" ? checkedEntries(people) : unknownEntries(people);
  return (
    <div className="underbar">
      <ul className="legend" aria-label={en.reschedule.legend.label}>
        {entries.map(([verdict, text]) => (
          <Entry key={text} verdict={verdict} text={text} />
        ))}
      </ul>
    </div>
  );
}

type EntryOf = readonly [Slot["verdict"] | "selected", string];
const words = en.reschedule.legend;

function checkedEntries({ role, other }: People): EntryOf[] {
  const isMentee = role === "mentee";
  return [
    ["mutual", words.mutual],
    ["menteeBusy", isMentee ? words.youBusy : words.busy(other.firstName)],
    ["outsideMenteeHours", isMentee ? words.yourOutside : words.outside(other.firstName)],
    ...always,
  ];
}

function unknownEntries({ role, other }: People): EntryOf[] {
  const text = role === "mentee" ? words.youUnknown : words.unknown;
  return [["menteeUnknown", text(other.firstName)], ...always];
}

const always: readonly EntryOf[] = [
  ["current", words.current],
  ["selected", words.selected],
  ["taken", words.taken],
];

function Entry({ verdict, text }: { verdict: EntryOf[0]; text: string }) {
  const isChosen = verdict === "selected";
  const { className, Icon } = lookOf(isChosen ? "mutual" : verdict, isChosen);
  return (
    <li>
      <span className={`sw slot ${className}`}>
        <Icon className="i" />
      </span>
      {text}
    </li>
  );
}
