/** Remembers the zone in which a browser shows times, when it is not the person's own. */
export const zoneCookie = "reslot-zone";
