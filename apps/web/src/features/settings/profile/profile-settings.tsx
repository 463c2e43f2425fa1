"use client";

import type { RouterInputs } from "@reslot/api";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import type { Theme } from "@/components/frame/theme.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { Appearance } from "./appearance.tsx";
import { DeviceZone } from "./device-zone.tsx";
import { ClockField, LanguageField, NameField, WeekField, ZoneField } from "./profile-fields.tsx";
import { Row } from "@/features/settings/settings-row.tsx";
import { SettingsNav } from "@/features/settings/settings-nav.tsx";
import styles from "@/features/settings/settings.module.css";
import type { Profile } from "./profile.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { FieldError } from "@/components/form/field-error.tsx";
import check from "@/components/form/check.module.css";

type Changes = RouterInputs["person"]["update"];

/** Who the person is to others, and how they read Reslot. Saved with one button; leaving with changes asks first. */
export function ProfileSettings({ initial, theme }: { initial: Profile; theme: Theme }) {
  const t = useMessages("profile");
  const { data: profile } = api.person.get.useQuery(undefined, { initialData: initial });
  const { save, state } = useSave();
  const [isChanged, setIsChanged] = useState(false);
  useLeaveGuard(isChanged, t("leave"));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (state === "busy") return;
    save(changesIn(new FormData(event.currentTarget), profile), () => setIsChanged(false));
  }

  return (
    <div className={styles["page"]}>
      <SettingsNav current="profile" />
      <div className={styles["stack"]}>
        <h2 className="sr-only">{t("title")}</h2>
        <DeviceZone profileZone={profile.timeZone} />
        <form className={styles["stack"]} onSubmit={submit} onChange={() => setIsChanged(true)}>
          <Card>
            <NameField name={profile.name} />
            <Row label={t("email.label")} hint={t("email.hint")}>
              <b className={styles["email"]}>{profile.email}</b>
            </Row>
            <ZoneField key={profile.timeZone} timeZone={profile.timeZone} />
            <ClockField hourCycle={profile.hourCycle} />
            <WeekField weekStart={profile.weekStart} />
            <LanguageField locale={profile.locale} />
            <Appearance initial={theme} />
            <Row label={t("keys.label")} hint={t("keys.hint")}>
              <label className={check.check}>
                <input
                  key={String(profile.singleKeys)}
                  type="checkbox"
                  name="singleKeys"
                  defaultChecked={profile.singleKeys}
                />
                <span>{t("keys.check")}</span>
              </label>
            </Row>
          </Card>
          <div className={styles["actions"]}>
            <Button type="submit" variant="primary" aria-disabled={state === "busy"}>
              {t(state === "busy" ? "saving" : "save")}
            </Button>
            <output className="small muted">{state === "saved" && !isChanged && t("saved")}</output>
            {state === "failed" && <FieldError>{t("failed")}</FieldError>}
          </div>
        </form>
      </div>
    </div>
  );
}

type State = "idle" | "busy" | "saved" | "failed";

/** The server renders the page again: language, clock and week are its words. */
function useSave() {
  const router = useRouter();
  const utils = api.useUtils();
  const update = api.person.update.useMutation({
    async onSuccess(profile) {
      utils.person.get.setData(undefined, profile);
      router.refresh();
      await utils.notification.invalidate();
    },
  });
  const state: State = update.isPending
    ? "busy"
    : update.isError
      ? "failed"
      : update.isSuccess
        ? "saved"
        : "idle";
  const save = (changes: Changes, onSaved: () => void) =>
    update.mutate(changes, { onSuccess: onSaved });
  return { save, state };
}

/** A time zone or a name that was not touched stays what it is, and keeps its source. */
function changesIn(form: FormData, profile: Profile): Changes {
  const read = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const [name, timeZone, weekStart] = [read("name").trim(), read("timeZone"), read("weekStart")];
  return {
    ...(name !== "" && name !== profile.name && { name }),
    ...(timeZone !== "" && timeZone !== profile.timeZone && { timeZone }),
    hourCycle: oneOf(["h12", "h23", "auto"], read("hourCycle")),
    weekStart: weekStart === "auto" ? "auto" : Number(weekStart),
    locale: oneOf(["en", "de", "auto"], read("locale")),
    singleKeys: form.has("singleKeys"),
  };
}

function oneOf<const Value extends string>(
  values: readonly [...Value[], "auto"],
  text: string,
): Value | "auto" {
  return values.find((value) => value === text) ?? "auto";
}
