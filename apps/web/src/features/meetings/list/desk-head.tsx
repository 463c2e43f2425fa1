import type { BookingList } from "@reslot/api";
import { cityOf } from "@reslot/cal/time";
import { useKeys } from "@reslot/react/keyboard";
import { Search } from "lucide-react";
import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { SegmentedLinks } from "@/components/ui/segmented-links.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { focusRow } from "./list-keys.ts";
import { type ListQuery, rowsAtATime } from "./list-query.ts";
import type { ChangeList } from "./use-list-query.ts";
import styles from "./desk-head.module.css";
import { Input } from "@/components/form/input.tsx";

/** The title with how many meetings there are, the search, and the way to the past. */
export function DeskHead({
  query,
  change,
  list,
}: {
  query: ListQuery;
  change: ChangeList;
  /** null where it is not known how many there are. */
  list: BookingList | null;
}) {
  const t = useMessages("meetings");
  const { display, isZoneKnown } = useDisplayContext();
  const { when } = query;
  const words = [
    list && t(`summary.${when}`, { count: list.counts.all, people: list.people.length }),
    isZoneKnown && t("summary.yourTime", { city: cityOf(display.timeZone) }),
  ].filter(Boolean);
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <h1 tabIndex={-1}>{t("title")}</h1>
        {words.length > 0 && <p>{words.join(" · ")}</p>}
        {!isZoneKnown && <p>{t("zoneNotSet")}</p>}
      </div>
      <div className={styles.tools}>
        <SearchField key={when} query={query} change={change} />
        <SegmentedLinks
          label={t("tabs.label")}
          items={[
            { href: paths.meetings, text: t("tabs.upcoming"), isCurrent: when === "upcoming" },
            { href: paths.pastMeetings, text: t("tabs.past"), isCurrent: when === "past" },
          ]}
        />
      </div>
    </div>
  );
}

const debounceMs = 120;

/** Searches while one types, and without scripts as a form. */
function SearchField({ query, change }: { query: ListQuery; change: ChangeList }) {
  const t = useMessages("meetings");
  const [text, setText] = useState(query.search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const searched = useRef(query.search);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    if (query.search === searched.current) return;
    // The address was changed by something else, such as "Show all".
    searched.current = query.search;
    setText(query.search);
  }, [query.search]);
  const search = (typed: string) => {
    searched.current = typed;
    change({ search: typed, cursor: null, shown: rowsAtATime }, "replace");
  };
  const onType = ({ target: { value } }: ChangeEvent<HTMLInputElement>) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(value), debounceMs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    focusRow(1);
  };
  return (
    <search>
      <form
        action={paths.meetings}
        className={styles.search}
        onSubmit={(event) => {
          event.preventDefault();
          clearTimeout(timer.current);
          search(text);
        }}
      >
        <Search />
        {query.when === "past" && <input type="hidden" name="when" value="past" />}
        <Input
          ref={input}
          type="search"
          name="q"
          maxLength={100}
          autoComplete="off"
          data-search=""
          placeholder={t("search.hint")}
          aria-label={t("search.label")}
          value={text}
          onChange={onType}
          onKeyDown={onKeyDown}
        />
      </form>
    </search>
  );
}
