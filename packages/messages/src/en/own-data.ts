/** The page of settings where people take what is kept about them, or have it deleted. */
export const ownData = {
  title: "Your data",
  download: {
    title: "Download your data",
    body: "One file with your profile, your connection, your meetings and their moves, your notifications, and who can see when you’re busy. It holds no keys, and of other people only their names and the reasons they gave.",
    action: "Download as JSON",
    busy: "Preparing the file…",
    failed: "The file couldn’t be prepared. Try again.",
  },
  remove: {
    title: "Delete your account",
    body: "Your name, your addresses and your connection to Cal.com are deleted, and you’re signed out everywhere. Your meetings stay at Cal.com. Here the people you meet keep their history, with the reasons you gave, under “Deleted user”. This can’t be undone.",
    label: "Type DELETE to confirm",
    missing: "Type DELETE in capital letters first.",
    action: "Delete my account",
    busy: "Deleting…",
    failed: "We don’t know whether your account was deleted. Try again, or reload this page.",
  },
} as const;
