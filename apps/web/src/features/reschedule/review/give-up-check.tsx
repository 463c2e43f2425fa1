import banner from "@/components/ui/banner.module.css";
import type { Interval } from "@reslot/cal/time";
import { formatDayTime } from "@reslot/react/time";
import { TriangleAlert } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { useIsHydrated } from "./use-is-hydrated.ts";
import { FieldError } from "@/components/form/field-error.tsx";
import check from "@/components/form/check.module.css";

/** Asking releases the present time at once: the reader says that they know it. */
export function GiveUpCheck({
  move: { people, display, current },
  target,
  isChecked,
  isMissing,
  onCheck,
}: {
  move: MoveContext;
  target: Interval;
  isChecked: boolean;
  isMissing: boolean;
  onCheck: (isChecked: boolean) => void;
}) {
  const t = useMessages("review");
  const isHydrated = useIsHydrated();
  const name = people.other.firstName;
  const present = formatDayTime(current.start, display);
  return (
    <section className={`${banner.banner} ${banner.warn}`} aria-labelledby="give-up-title">
      <TriangleAlert />
      <div className={banner.body}>
        <strong id="give-up-title">{t("giveUp.title")}</strong>
        <p>
          {t("giveUp.body", { name, current: present, when: formatDayTime(target.start, display) })}
        </p>
        <div className={`${check.check} mt-3`}>
          <input
            type="checkbox"
            id="give-up"
            checked={isChecked}
            // Without scripts the browser asks for it.
            required={!isHydrated}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? "give-up-missing" : undefined}
            onChange={(event) => onCheck(event.target.checked)}
          />
          <div>
            <label className="strong" htmlFor="give-up">
              {t("giveUp.check", { current: present })}
            </label>
            {isMissing && <FieldError id="give-up-missing">{t("giveUp.needed")}</FieldError>}
          </div>
        </div>
      </div>
    </section>
  );
}
