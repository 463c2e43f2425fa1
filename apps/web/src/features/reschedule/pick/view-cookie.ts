/** Remembers how this browser last looked at times, where an address does not say it. */
export const viewCookie = "reslot-view";
