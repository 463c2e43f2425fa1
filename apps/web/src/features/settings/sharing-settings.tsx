"use client";

import type { RouterOutputs } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { formatDayYear } from "@reslot/react/time";
import { useDisplay } from "@/components/display/display.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useRefreshSharing } from "@/features/sharing/use-refresh-sharing.ts";
import { api } from "@/trpc/react.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import styles from "./settings.module.css";
import { FieldError } from "@/components/form/field-error.tsx";

type Sharing = RouterOutputs["sharing"]["list"];
type Coach = Sharing["coaches"][number];

/** The coaches of the person, since when each can see when they are busy, and taking it back. */
export function SharingSettings({ initial }: { initial: Sharing }) {
  const t = useMessages("sharing");
  const { data } = api.sharing.list.useQuery(undefined, { initialData: initial });
  return (
    <div className={styles["page"]}>
      <SettingsNav current="sharing" />
      <div className={styles["stack"]}>
        <div>
          <h2>{t("title")}</h2>
          <p className="muted">{t("lead")}</p>
        </div>
        <Card>
          {data.coaches.length === 0 && (
            <div className={styles["connection"]}>
              <p className="muted">{t("none")}</p>
            </div>
          )}
          {data.coaches.map((coach) => (
            <CoachRow key={coach.coachUserUlid} coach={coach} />
          ))}
        </Card>
      </div>
    </div>
  );
}

function CoachRow({ coach }: { coach: Coach }) {
  const t = useMessages("sharing");
  const display = useDisplay();
  const { name, state, since, isDisowned } = coach;
  const day = since === null ? "" : formatDayYear(parseInstant(since), display);
  return (
    <div className={styles["connection"]}>
      <Avatar name={name} />
      <div className={styles["grow"]}>
        <b>
          <Typed text={name} />
        </b>
        <div className="small muted">{t(`state.${isDisowned ? "disowned" : state}`, { day })}</div>
      </div>
      <CoachActions coach={coach} />
    </div>
  );
}

function CoachActions({ coach: { coachUserUlid, name, state, isDisowned } }: { coach: Coach }) {
  const t = useMessages("sharing");
  const onSuccess = useRefreshSharing();
  const allow = api.sharing.allow.useMutation({ onSuccess });
  const stop = api.sharing.stop.useMutation({ onSuccess });
  const restore = api.sharing.restore.useMutation({ onSuccess });
  const all = [allow, stop, restore];
  const isBusy = all.some(({ isPending }) => isPending);
  const button = (
    action: "allow" | "notNow" | "restore" | "stop",
    { mutate }: { mutate: (input: { coachUserUlid: string }) => void },
  ) => (
    <Button
      size="sm"
      aria-disabled={isBusy}
      aria-label={t("of", { action: t(action), name })}
      onClick={() => {
        if (!isBusy) mutate({ coachUserUlid });
      }}
    >
      {t(action)}
    </Button>
  );
  return (
    <div className="flex flex-wrap gap-2">
      {isDisowned && button("restore", restore)}
      {!isDisowned && state !== "allowed" && button("allow", allow)}
      {state === "allowed" && button("stop", stop)}
      {state === "asked" && button("notNow", stop)}
      {all.some(({ isError }) => isError) && <FieldError>{t("failed")}</FieldError>}
    </div>
  );
}
