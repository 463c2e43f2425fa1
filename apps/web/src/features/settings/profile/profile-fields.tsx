"use client";

import { cityOf, dayMs, parseInstant, zoneLabel } from "@reslot/cal/time";
import { formatTime, formatWeekdayLong } from "@reslot/react/time";
import { useId, useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { allZones, type ListedZone } from "@/time/all-zones.ts";
import type { Profile } from "./profile.ts";
import { ChoiceRow, Row } from "@/features/settings/settings-row.tsx";
import styles from "@/features/settings/settings.module.css";
import { Input } from "@/components/form/input.tsx";

export function NameField({ name }: { name: string }) {
  const t = useMessages("profile");
  const id = useId();
  return (
    <Row label={t("name.label")} htmlFor={id} hint={t("name.hint")}>
      <Input
        id={id}
        name="name"
        defaultValue={name}
        required
        maxLength={200}
        autoComplete="name"
        aria-describedby={`${id}-hint`}
      />
    </Row>
  );
}

/** A native select: typing finds a city, and phones show their own picker. Filled on first focus. */
export function ZoneField({ timeZone }: { timeZone: string | null }) {
  const t = useMessages("profile");
  const { serverNow } = useDisplayContext();
  const [zones, setZones] = useState<readonly ListedZone[]>([]);
  const id = useId();
  const fill = () => {
    if (zones.length === 0) setZones(allZones());
  };
  return (
    <Row label={t("zone.label")} htmlFor={id} hint={t("zone.hint")}>
      <select
        className={styles["select"]}
        id={id}
        name="timeZone"
        defaultValue={timeZone ?? ""}
        onFocus={fill}
        onPointerDown={fill}
        aria-describedby={`${id}-hint`}
      >
        <option value={timeZone ?? ""}>
          {timeZone === null ? t("zone.notSet") : zoneLabel(serverNow, timeZone)}
        </option>
        {zones
          .filter((zone) => zone.timeZone !== timeZone || zone.former !== null)
          .map((zone) => (
            <option key={`${zone.timeZone} ${zone.former}`} value={zone.timeZone}>
              {t(zone.former === null ? "zone.inRegion" : "zone.formerly", {
                former: zone.former ?? "",
                city: cityOf(zone.timeZone),
                region: zone.timeZone.split("/")[0] ?? "",
              })}
            </option>
          ))}
      </select>
    </Row>
  );
}

const halfPastFour = parseInstant("2026-01-01T16:30:00Z");

export function ClockField({ hourCycle }: { hourCycle: Profile["hourCycle"] }) {
  const t = useMessages("profile");
  const [language = ""] = useDisplayContext().display.locale.split("-");
  const time = (clock: "h12" | "h23") =>
    formatTime(halfPastFour, { locale: `${language}-u-hc-${clock}`, timeZone: "UTC" });
  return (
    <ChoiceRow
      label={t("clock.label")}
      name="hourCycle"
      value={hourCycle}
      options={[
        { value: "auto", text: t("auto") },
        { value: "h23", text: t("clock.h23", { time: time("h23") }) },
        { value: "h12", text: t("clock.h12", { time: time("h12") }) },
      ]}
    />
  );
}

/** 4 January 2026 is a Sunday. */
const sunday = parseInstant("2026-01-04T12:00:00Z");
const firstDays = [1, 6, 0] as const;

export function WeekField({ weekStart }: { weekStart: Profile["weekStart"] }) {
  const t = useMessages("profile");
  const { display } = useDisplayContext();
  const shown = firstDays.some((day) => day === weekStart)
    ? firstDays
    : [...firstDays, weekStart].filter((day) => day !== "auto");
  return (
    <ChoiceRow
      label={t("week.label")}
      name="weekStart"
      value={String(weekStart)}
      options={[
        { value: "auto", text: t("auto") },
        ...shown.map((day) => ({ value: String(day), text: weekdayName(day, display.locale) })),
      ]}
    />
  );
}

/** @param day 0 = Sunday … 6 = Saturday */
function weekdayName(day: number, locale: string): string {
  return formatWeekdayLong(sunday + day * dayMs, { locale, timeZone: "UTC" });
}

/** Each language in its own words, so that everyone finds theirs. */
export function LanguageField({ locale }: { locale: Profile["locale"] }) {
  const t = useMessages("profile");
  const id = useId();
  return (
    <Row label={t("language.label")} htmlFor={id} hint={t("language.hint")}>
      <select
        className={styles["select"]}
        id={id}
        name="locale"
        defaultValue={locale}
        aria-describedby={`${id}-hint`}
      >
        <option value="auto">{t("language.auto")}</option>
        <option value="en" lang="en">
          {t("language.en")}
        </option>
        <option value="de" lang="de">
          {t("language.de")}
        </option>
      </select>
    </Row>
  );
}
