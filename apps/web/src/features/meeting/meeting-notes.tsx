import type { BookingDetails } from "@reslot/api";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./meeting.module.css";

/** What was noted when the meeting was booked, and the answers to the coach's questions. */
export function MeetingNotes({
  booking: { description, answers },
}: {
  booking: Pick<BookingDetails, "description" | "answers">;
}) {
  const t = useMessages("meeting");
  if (description === null && answers.length === 0) return null;
  return (
    <Card isPadded className="grid gap-3">
      <h2>{t("notes.title")}</h2>
      {description !== null && <Lines text={description} />}
      {answers.length > 0 && (
        <dl className="grid gap-3">
          {answers.map(({ question, answer }) => (
            <div key={question}>
              <dt className="small muted">
                <Typed text={question} />
              </dt>
              <dd>
                <Lines text={answer} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

/** Each line in its own direction. */
function Lines({ text }: { text: string }) {
  return (
    <div>
      {text.split("\n").map((line, index) => (
        // Lines have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index} dir="auto" className={styles.line}>
          {line}
        </p>
      ))}
    </div>
  );
}
