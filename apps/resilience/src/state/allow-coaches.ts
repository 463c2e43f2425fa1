import type { StackPlan } from "@reslot/launcher";
import { queryDatabase } from "./query-database.ts";

/** Every mentee has let their coaches see when they are busy, at starts that are multiples of five minutes. */
export async function allowCoaches(plan: StackPlan): Promise<void> {
  await queryDatabase(
    plan,
    `insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths",
        "gridMinutes", "gridPhase", "decidedAt", "source")
      select "menteeUserUlid", "coachUserUlid", 'allowed', min("durationMinutes"),
        array_agg(distinct "durationMinutes"), 5, 0, now(), 'mentee' from "Bookings" group by 1, 2
      on conflict ("menteeUserUlid", "coachUserUlid") do update set
        "state" = excluded."state", "lengthMinutes" = excluded."lengthMinutes", "lengths" = excluded."lengths",
        "gridMinutes" = excluded."gridMinutes", "gridPhase" = excluded."gridPhase",
        "decidedAt" = excluded."decidedAt", "source" = excluded."source"`,
  );
}
