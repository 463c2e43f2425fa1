/** The time zone in which this browser shows times, when it is not the one of the person's profile. */
export const zoneCookie = "reslot-zone";

/** The view of the reschedule page that was chosen last: month or week. */
export const viewCookie = "reslot-view";

/** Light or dark, when it is not what the device says. */
export const themeCookie = "reslot-theme";
