import "server-only";
import type { BookingDetails } from "@reslot/api";
import { toAppError } from "@reslot/api/server";
import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "./api.ts";

/** The booking in a page's address. Without access, as with an invalid id, the not-found page. */
export const loadBooking = cache(async (bookingUlid: string): Promise<BookingDetails> => {
  try {
    return await api.booking.get({ bookingUlid });
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "NOT_FOUND" || code === "INVALID_INPUT") notFound();
    throw error;
  }
});
