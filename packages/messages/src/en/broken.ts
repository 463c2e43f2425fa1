/** A page that failed. Its words come with the page's code, so they take no arguments. */
export const broken = {
  title: "Something went wrong on our side",
  body: "This did not move any meeting, and everything you saved is safe. Try again.",
  reference: "If you contact us, mention this reference:",
  tryAgain: "Try again",
  goToMeetings: "Go to your meetings",
} as const;
