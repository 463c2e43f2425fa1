import { errorWords } from "@reslot/messages";
import { RotateCw } from "lucide-react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { payloadOf } from "@/trpc/payload-of.ts";
import styles from "./times.module.css";

/** Shown instead of an empty day when the coach's times could not be read. */
export function TimesFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useMessages("slots");
  const words = useMessages("errors");
  const { code, details } = payloadOf(error);
  const { what, next } = errorWords(words, { code, details, reader: { audience: "person" } });
  return (
    <section className={styles.times}>
      <Banner
        tone="danger"
        role="alert"
        title={t("failed")}
        action={
          <Button size="sm" onClick={onRetry}>
            <RotateCw />
            {t("tryAgain")}
          </Button>
        }
      >
        {words("sentence", { what })} {next}
      </Banner>
    </section>
  );
}
