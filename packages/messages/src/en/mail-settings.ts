/** Which email a person gets. */
export const mailSettings = {
  title: "Notifications",
  caption: "What you are told, and how",
  when: "You are told when",
  inApp: "In Reslot",
  byMail: "By email",
  always: "always",
  moved: {
    title: "A meeting is moved or changed",
    note: "Cal.com sends its own email as well.",
    label: "Email when a meeting is moved or changed",
  },
  asked: {
    title: "You are asked for an answer",
    note: "For a time to confirm, your calendar or a connection.",
  },
  savedAtOnce: "Changes are saved at once.",
  saved: "Saved.",
  failed: "That couldn’t be saved. Try again.",
} as const;
