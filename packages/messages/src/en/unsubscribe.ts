/** The page behind the link at the end of every email. */
export const unsubscribe = {
  sent: {
    title: "Stop email from Reslot",
    lead: "Reslot will send no more email to the address that this link was sent to. Your meetings stay as they are, and Reslot still shows you what happens to them.",
    action: "Stop email",
  },
  stopped: {
    title: "No more email from Reslot",
    lead: "Nothing more is sent to this address. Reslot still shows you what happens to your meetings, and Cal.com sends its own email.",
    action: "Send email again",
  },
  blocked: {
    title: "No email from Reslot",
    lead: "An email to this address came back, or was reported as spam, so nothing more is sent to it. Reslot still shows you what happens to your meetings, and Cal.com sends its own email.",
  },
  invalid: {
    title: "This link doesn’t work",
    lead: "Open the link at the end of a newer email.",
  },
} as const;
