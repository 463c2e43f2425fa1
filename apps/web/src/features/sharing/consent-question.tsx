import type { BookingListItem } from "@reslot/api";
import { firstNameOf } from "@reslot/react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { useRefreshSharing } from "./use-refresh-sharing.ts";
import { FieldError } from "@/components/form/field-error.tsx";

/** Asks a mentee whether the coach of a meeting may see when they are busy. */
export function ConsentQuestion({
  bookingUlid,
  coach,
  onDisowned,
}: {
  bookingUlid: string;
  coach: Pick<BookingListItem["counterpart"], "personUlid" | "name">;
  /** Called when the meeting has been hidden from the reader. */
  onDisowned?: () => void;
}) {
  const t = useMessages("sharing");
  const onSuccess = useRefreshSharing();
  const allow = api.sharing.allow.useMutation({ onSuccess });
  const stop = api.sharing.stop.useMutation({ onSuccess });
  const disown = api.sharing.disown.useMutation({
    async onSuccess() {
      onDisowned?.();
      await onSuccess(); // the next page's list must not have the meeting
    },
  });
  const all = [allow, stop, disown];
  const isBusy = all.some(({ isPending }) => isPending);
  const coachUserUlid = coach.personUlid;
  const name = firstNameOf(coach.name);
  const answers = [
    { word: "allow", variant: "primary", save: () => allow.mutate({ coachUserUlid }) },
    { word: "notNow", variant: "secondary", save: () => stop.mutate({ coachUserUlid }) },
    { word: "disown", variant: "quiet", save: () => disown.mutate({ bookingUlid }) },
  ] as const;
  return (
    <Banner
      tone="accent"
      title={t("question", { coach: coach.name, name })}
      action={answers.map(({ word, variant, save }) => (
        <Button
          key={word}
          size="sm"
          variant={variant}
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) save();
          }}
        >
          {t(word)}
        </Button>
      ))}
    >
      <span>{t("explain", { name })}</span>
      {all.some(({ isError }) => isError) && <FieldError>{t("failed")}</FieldError>}
    </Banner>
  );
}
