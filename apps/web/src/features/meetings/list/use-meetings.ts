"use client";

import type { BookingList } from "@reslot/api";
import { useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { api } from "@/trpc/react.tsx";
import { listInputOf, listPath, type ListQuery } from "./list-query.ts";

export interface Meetings {
  /** null where the list could not be read. */
  list: BookingList | null;
  /** The last answer, also to another query: for counts and people, which do not depend on it. */
  known: BookingList;
  /** When `known` was read, by this device's clock. */
  readAt: number;
  /** Whether `list` is still that of the query before. */
  isWaiting: boolean;
  /** How many meetings the query has; null while there is no answer to it. */
  found: number | null;
  retry: () => void;
}

/** The meetings that a query asks for, as they are now. `initial` is the answer to the query of the server's page. */
export function useMeetings(
  query: ListQuery,
  { opened, initial }: { opened: ListQuery; initial: BookingList },
): Meetings {
  const { display, isZoneKnown } = useDisplayContext();
  const isOpened = listPath(query) === listPath(opened);
  const { data, dataUpdatedAt, isPlaceholderData, refetch } = api.booking.list.useQuery(
    listInputOf(query, isZoneKnown ? display.timeZone : null),
    {
      ...(isOpened && { initialData: initial }),
      placeholderData: (before) => before,
      refetchInterval: 60_000,
    },
  );
  const [known, setKnown] = useState({ list: initial, readAt: 0 });
  if (data && data !== known.list) setKnown({ list: data, readAt: dataUpdatedAt });
  return {
    list: data ?? null,
    known: data ?? known.list,
    readAt: known.readAt,
    isWaiting: isPlaceholderData,
    found: data && !isPlaceholderData ? data.total : null,
    retry: () => void refetch(),
  };
}
