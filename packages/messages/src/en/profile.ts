/** Who a person is to others, and how they read Reslot. */
export const profile = {
  title: "Profile",
  auto: "Automatic",
  name: { label: "Name", hint: "The people you meet see this." },
  email: { label: "Email", hint: "You change it in your account, top right." },
  zone: {
    label: "Time zone",
    hint: "All times in Reslot and in your emails. Others see their own.",
    notSet: "Not set",
    inRegion: "{city} ({region})",
  },
  clock: { label: "Clock", h23: "24 h · {time}", h12: "12 h · {time}" },
  week: { label: "Week starts on" },
  language: {
    label: "Language",
    hint: "Of Reslot and of your emails. Others read theirs.",
    auto: "As on your device",
    en: "English",
    de: "Deutsch",
  },
  look: { label: "Appearance", system: "As on your device", light: "Light", dark: "Dark" },
  keys: {
    label: "Keyboard",
    check: "Single-key shortcuts",
    hint: "Press ? on a page to see them.",
  },
  device: {
    title: "Your device is in {zone}",
    body: "Reslot shows the time in {city}. Switch if you’ve moved; keep it if you’re only travelling.",
    use: "Use {city}",
    keep: "Keep {city}",
  },
  save: "Save",
  saving: "Saving…",
  saved: "Saved.",
  failed: "That couldn’t be saved. Try again.",
  leave: "You have changes that aren’t saved. Leave this page without them?",
} as const;
