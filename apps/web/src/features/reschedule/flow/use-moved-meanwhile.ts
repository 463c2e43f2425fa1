"use client";

import type { BookingDetails } from "@reslot/api";
import { useState } from "react";

/**
 * True once somebody else has moved the meeting while this page was open, until this person moves it.
 *
 * @param isOwn whether a change that comes now is this page's own doing
 */
export function useMovedMeanwhile({ version }: BookingDetails, isOwn: boolean): boolean {
  const [seen, setSeen] = useState({ version, isNews: false });
  if (version !== seen.version) setSeen({ version, isNews: !isOwn });
  return seen.isNews && !isOwn;
}
