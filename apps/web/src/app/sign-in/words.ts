/** The text beside the form; the form's own text comes from Clerk. */
export const words = {
  title: "Sign in",
  heading: "A new time that suits you both",
  lead: "Move a 1:1 without the back-and-forth. Reslot reads both calendars in Cal.com and shows only what you share.",
  promise: "We read when you are busy. We never show anyone why.",
  example: {
    hours: ["07:00", "09:00", "11:00", "13:00"],
    you: { name: "You", place: "Vancouver" },
    other: { name: "Sam", place: "London, +7 h" },
    both: "Both free",
  },
} as const;
