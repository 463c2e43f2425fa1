import "server-only";
import type { BookingDetails } from "@reslot/api";
import { toAppError } from "@reslot/api/server";
import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "./api.ts";

/** The booking of a page's address, or the page that says it is not there: for strangers and for nonsense alike. */
export const loadBooking = cache(async (bookingUlid: string): Promise<BookingDetails> => {
  try {
    return await api.booking.get({ bookingUlid });
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "NOT_FOUND" || code === "INVALID_INPUT") notFound();
    throw error;
  }
});
