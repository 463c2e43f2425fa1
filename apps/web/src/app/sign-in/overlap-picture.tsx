import { Check } from "lucide-react";
import { serverMessages } from "@/copy/server-messages.ts";
import styles from "./sign-in.module.css";

/** Part of a person's day, in per cent of the row. */
interface Stretch {
  readonly from: number;
  readonly width: number;
  readonly look: "free" | "busy" | "both";
}

const hours = ["07:00", "09:00", "11:00", "13:00"];

const you: readonly Stretch[] = [
  { from: 16, width: 26, look: "free" },
  { from: 42, width: 16, look: "busy" },
  { from: 58, width: 41, look: "free" },
];
const other: readonly Stretch[] = [
  { from: 1, width: 30, look: "free" },
  { from: 31, width: 11, look: "busy" },
  { from: 42, width: 44, look: "free" },
  { from: 86, width: 13, look: "busy" },
];
const both: readonly Stretch[] = [
  { from: 16, width: 15, look: "both" },
  { from: 58, width: 28, look: "both" },
];

/**
 * Illustration of what Reslot does: two calendars, and the times both have free. Decorative; the
 * text beside it says the same.
 */
export async function OverlapPicture() {
  const t = await serverMessages("signIn");
  return (
    <div className={styles["overlap"]} aria-hidden="true">
      <span />
      <span className={styles["hours"]}>
        {hours.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </span>
      <Name name={t("you")} place={t("yourPlace")} />
      <Day stretches={you} />
      <Name name={t("otherName")} place={t("otherPlace")} />
      <Day stretches={other} />
      <Name name={t("both")} />
      <Day stretches={both} />
    </div>
  );
}

function Name({ name, place }: { name: string; place?: string }) {
  return (
    <span className={styles["name"]}>
      <b>{name}</b>
      {place && <span>{place}</span>}
    </span>
  );
}

function Day({ stretches }: { stretches: readonly Stretch[] }) {
  return (
    <span className={styles["day"]}>
      {stretches.map(({ from, width, look }) => (
        <i key={from} data-look={look} style={{ left: `${from}%`, width: `${width}%` }}>
          {look === "both" && <Check className="icon-sm" />}
        </i>
      ))}
    </span>
  );
}
