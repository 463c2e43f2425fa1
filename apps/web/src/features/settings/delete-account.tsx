"use client";

import { useClerk } from "@clerk/nextjs";
import { CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import styles from "./settings.module.css";
import { FieldError } from "@/components/form/field-error.tsx";
import { Input } from "@/components/form/input.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";
import field from "@/components/form/field.module.css";

const word = "DELETE";

/** Deletes the account once the word is typed, and leaves. */
export function DeleteAccount() {
  const t = useMessages("ownData");
  const leave = useLeave();
  const [isWordMissing, setIsWordMissing] = useState(false);
  const remove = api.person.delete.useMutation({ onSuccess: () => void leave() });
  const isBusy = remove.isPending || remove.isSuccess;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const isTyped = new FormData(event.currentTarget).get("confirm") === word;
    setIsWordMissing(!isTyped);
    if (isTyped && !isBusy) remove.mutate({ confirm: word });
  }

  return (
    <Card className={styles["option"]}>
      <h2>{t("remove.title")}</h2>
      <p>{t("remove.body")}</p>
      <form className={styles["optionForm"]} onSubmit={submit}>
        <ConfirmField isMissing={isWordMissing} />
        <Button className="sm:self-start" type="submit" variant="danger" aria-disabled={isBusy}>
          {isBusy && <Spinner />}
          {t(isBusy ? "remove.busy" : "remove.action")}
        </Button>
        {remove.isError && <FieldError>{t("remove.failed")}</FieldError>}
      </form>
    </Card>
  );
}

/** Clerk goes nowhere where its sessions are already gone, or does not answer: the server then leads to sign-in. */
function useLeave() {
  const clerk = useClerk();
  const router = useRouter();
  return async () => {
    await clerk.signOut({ redirectUrl: paths.signIn }).catch(() => undefined);
    router.refresh();
  };
}

function ConfirmField({ isMissing }: { isMissing: boolean }) {
  const t = useMessages("ownData");
  return (
    <div className={field.field}>
      <label htmlFor="confirm-delete">{t("remove.label")}</label>
      <Input
        className="sm:max-w-80"
        id="confirm-delete"
        name="confirm"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? "confirm-delete-error" : undefined}
      />
      {isMissing && (
        <FieldError id="confirm-delete-error">
          <CircleAlert className="icon-sm" />
          {t("remove.missing")}
        </FieldError>
      )}
    </div>
  );
}
