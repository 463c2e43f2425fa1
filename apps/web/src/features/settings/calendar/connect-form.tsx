"use client";

import { errorMessage, type Translate } from "@reslot/messages";
import { CircleAlert, KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { payloadOf } from "@/trpc/payload-of.ts";
import { api } from "@/trpc/react.tsx";
import styles from "@/features/settings/settings.module.css";
import { FieldError } from "@/components/form/field-error.tsx";
import { Input } from "@/components/form/input.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";
import field from "@/components/form/field.module.css";

/** Connects with a Cal.com API key: verified once, then saved. The key is never sent back to the browser. */
export function ConnectForm({
  bookingUlid,
  isSecond,
  onConnected,
}: {
  /** The meeting whose coach may then see when the person is busy; the page says so. */
  bookingUlid: string | null;
  /** Whether OAuth is available, which is the better way: then the form is folded. */
  isSecond: boolean;
  onConnected: () => void;
}) {
  const t = useMessages("settings");
  const words = useMessages("errors");
  const utils = api.useUtils();
  const router = useRouter();
  const [isEmpty, setIsEmpty] = useState(false);
  const connect = api.calConnection.connectWithApiKey.useMutation({
    async onSuccess(connection) {
      utils.calConnection.get.setData(undefined, connection);
      await Promise.all([utils.booking.invalidate(), utils.sharing.invalidate()]);
      router.refresh(); // the account's time zone may be news
      onConnected();
    },
  });
  const problem = isEmpty ? t("key.missing") : connect.error && problemOf(words, connect.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get("apiKey");
    const apiKey = typeof key === "string" ? key.trim() : "";
    setIsEmpty(apiKey === "");
    if (apiKey !== "" && !connect.isPending)
      connect.mutate({ apiKey, ...(bookingUlid && { bookingUlid }) });
  }

  return (
    <Way isSecond={isSecond}>
      <p>{t("key.body")}</p>
      <form className={styles["optionForm"]} onSubmit={submit}>
        <KeyField problem={problem} />
        <Button
          type="submit"
          variant={isSecond ? "secondary" : "primary"}
          aria-disabled={connect.isPending}
        >
          {connect.isPending ? <Spinner /> : <KeyRound />}
          {t(connect.isPending ? "key.busy" : "key.action")}
        </Button>
      </form>
    </Way>
  );
}

function Way({ isSecond, children }: { isSecond: boolean; children: ReactNode }) {
  const t = useMessages("settings");
  return isSecond ? (
    <details className={styles["fold"]}>
      <summary>{t("key.instead")}</summary>
      {children}
    </details>
  ) : (
    <Card className={styles["option"]}>
      <h2>{t("key.title")}</h2>
      {children}
    </Card>
  );
}

function KeyField({ problem }: { problem: string | null }) {
  const t = useMessages("settings");
  return (
    <div className={field.field}>
      <label htmlFor="api-key">{t("key.label")}</label>
      <Input
        id="api-key"
        name="apiKey"
        type="password"
        placeholder={t("key.placeholder")}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem ? "api-key-problem" : undefined}
      />
      {problem && (
        <FieldError id="api-key-problem">
          <CircleAlert className="icon-sm" />
          {problem}
        </FieldError>
      )}
    </div>
  );
}

/** The message for the field itself where there is one, else the general one. */
function problemOf(words: Translate<"errors">, error: unknown): string {
  const { code, details } = payloadOf(error);
  const problem = details["apiKey"];
  return typeof problem === "string"
    ? problem
    : errorMessage(words, { code, details, reader: { audience: "person" } });
}
