import type { BookingList } from "@reslot/api";
import { startOfDay } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";
import { formatDay } from "@reslot/react/time";
import { X } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import type { MouseEvent } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { isNarrowed, type ListFilter, listPath, type ListQuery, wholeList } from "./list-query.ts";
import type { ChangeList } from "./use-list-query.ts";
import styles from "./filter-bar.module.css";

interface Props {
  query: ListQuery;
  change: ChangeList;
  /** For counts and people, which do not depend on the query. */
  list: BookingList;
}

const filters = ["all", "needsMe", "changed"] as const satisfies readonly ListFilter[];

/** Which meetings are shown; what is chosen is in the address, and without scripts each choice is a page. */
export function FilterBar({
  query,
  change,
  list,
  found,
}: Props & {
  /** How many meetings the query has; null while there is no answer to it. */
  found: number | null;
}) {
  const t = useMessages("meetings");
  const isOfPast = query.when === "past";
  return (
    <section className={styles.bar} aria-label={t("filters.label")}>
      {!isOfPast &&
        filters.map((filter) => <FilterLink key={filter} {...{ filter, query, change, list }} />)}
      <PersonMenu {...{ query, change, list }} />
      {query.on !== null && <DayChip on={query.on} {...{ query, change }} />}
      <output className={styles.found}>
        {isNarrowed(query) && found !== null
          ? t(isOfPast ? "search.foundPast" : "search.found", { count: found })
          : ""}
      </output>
    </section>
  );
}

function FilterLink({ filter, query, change, list: { counts } }: Props & { filter: ListFilter }) {
  const t = useMessages("meetings");
  const { when, search, personUlid } = query;
  const to = { ...wholeList(when), search, personUlid, filter };
  const choose = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    change(to);
  };
  return (
    <Link
      className={styles.chip}
      href={listPath(to)}
      aria-current={query.filter === filter}
      onClick={choose}
    >
      {t(`filters.${filter}`)} <span>{counts[filter]}</span>
    </Link>
  );
}

/** Typing in the open menu finds a person, as in every menu of the system. */
function PersonMenu({ query, change, list: { people } }: Props) {
  const t = useMessages("meetings");
  if (people.length < 2) return null;
  const { when, search, filter, personUlid } = query;
  return (
    <form action="/meetings" className={styles.people}>
      {when === "past" && <input type="hidden" name="when" value="past" />}
      {search && <input type="hidden" name="q" value={search} />}
      <select
        className={styles.chip}
        name="with"
        aria-label={t("filters.personLabel")}
        data-chosen={personUlid === null ? undefined : ""}
        value={personUlid ?? ""}
        onChange={({ target: { value } }) =>
          change({ ...wholeList(when), search, filter, personUlid: value || null })
        }
      >
        <option value="">{t("filters.anyone")}</option>
        {people.map(({ personUlid: ulid, name, count }) => (
          <option key={ulid} value={ulid}>
            {t("filters.person", { name: plainText(name), count: String(count) })}
          </option>
        ))}
      </select>
      <noscript>
        <Button type="submit" size="sm">
          {t("filters.apply")}
        </Button>
      </noscript>
    </form>
  );
}

function DayChip({ on, query, change }: Omit<Props, "list"> & { on: string }) {
  const t = useMessages("meetings");
  const display = useDisplay();
  const day = formatDay(startOfDay(on, display.timeZone), display);
  return (
    <Button size="sm" onClick={() => change({ ...query, on: null })}>
      <X />
      {t("filters.day", { day })}
    </Button>
  );
}
