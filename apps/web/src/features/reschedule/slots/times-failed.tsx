import { CircleAlert, RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { payloadOf } from "@/trpc/payload-of.ts";

/** Shown instead of an empty day when the coach's times could not be read. */
export function TimesFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, message } = payloadOf(error);
  return (
    <section className="times">
      <div className="conflict" role="alert">
        <h2>
          <CircleAlert className="i" />
          {en.reschedule.warning.failed}
        </h2>
        <p>{message || en.errors[code].body}</p>
        <Button size="sm" onClick={onRetry}>
          <RotateCw className="i" />
          {en.frame.tryAgain}
        </Button>
      </div>
    </section>
  );
}
