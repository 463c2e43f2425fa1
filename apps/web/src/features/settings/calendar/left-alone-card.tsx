import type { CalConnectionView } from "@reslot/api";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";

/** The coach's meetings that were not taken over from Cal.com, and why. */
export function LeftAloneCard({ leftAlone }: { leftAlone: CalConnectionView["leftAlone"] }) {
  const t = useMessages("settings");
  return (
    <Card isPadded>
      <h2 className="mb-2">{t("leftAlone.title")}</h2>
      <p className="small muted">{t("leftAlone.body")}</p>
      <ul className="my-2 grid gap-1" aria-label={t("leftAlone.title")}>
        {leftAlone.map(({ name, count, reason }) => (
          <li key={`${reason} ${name}`}>
            {t(`leftAlone.${reason}`, { name: name || t("leftAlone.someone"), count })}
          </li>
        ))}
      </ul>
      <p className="small muted">{t("leftAlone.later")}</p>
    </Card>
  );
}
