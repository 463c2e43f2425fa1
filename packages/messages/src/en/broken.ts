/** A page that failed. Its words come with the page's code, so they take no arguments. */
export const broken = {
  title: "Something went wrong on our side",
  body: "No meeting was moved because of this. Try again; everything you saved is safe.",
  reference: "If you contact us, mention this reference:",
  tryAgain: "Try again",
  goToMeetings: "Go to your meetings",
} as const;
