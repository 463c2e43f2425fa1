/** The coach's answer to a move that waits for one. */
export const answers = {
  title: "{name} asks for a new time",
  asked: "Asked {ago}. Answer before {when}, or there is no meeting.",
  waits: {
    title: "Waiting for {name}",
    body: "You asked {ago}. {name} has to confirm this time before it counts. Your old time has been released.",
  },
  wasAt: "It was {when}. That time is already released.",
  confirm: "Confirm {when}",
  confirmShort: "Confirm",
  confirmAll: "Confirm all {count, plural, one {# meeting} other {# meetings}}",
  confirmAnyway: "Confirm anyway",
  decline: "Decline",
  confirmLabel: "Confirm {title} on {when}",
  declineLabel: "Decline {title} on {when}",
  busy: "Sending your answer…",
  confirming: "Cal.com has not answered yet. The result appears here.",
  series:
    "Cal.com answers all pending meetings of this series at once: {count, plural, one {# meeting} other {# meetings}}.",
  confirmed: "Confirmed for {when}. {name} will be notified.",
  declined: "Declined. {name} will be notified.",
  dialog: {
    declineTitle: "Decline {name}’s request?",
    loss: "There will be no meeting: the time it had was released when {name} asked, and may be taken. {name} will be notified.",
    lossOfAll:
      "There will be no meeting, and {count, plural, one {# other request} other {# other requests}} of this series {count, plural, one {is} other {are}} declined too. {name} will be notified.",
    note: "Note to {name}",
    optional: "optional",
    keep: "Keep it open",
    decline: "Decline, no meeting",
  },
  refusals: {
    taken: "You’re busy at that time now. Nothing was answered.",
    unknown:
      "Your calendar can’t be read right now, so we don’t know whether you’re free then. Nothing was answered.",
    takenOfSeries:
      "{busy, plural, =0 {} one {You’re busy during one of these meetings now: {busyAt}. } other {You’re busy during # of these meetings now: {busyAt}. }}{unknown, plural, =0 {} other {We don’t know whether you’re free then: {unknownAt}. }}Nothing was answered.",
    changed: "This request has changed since you opened it. Nothing was answered.",
    inProgress: "This meeting is being moved or answered right now. Check again in a minute.",
    past: "That time has already passed, so it can’t be answered any more.",
    firstRequest: "This is a first request. Answer it in Cal.com.",
    notConnected: "Connect your Cal.com account first. Nothing was answered.",
    reconnect: "Reconnect your Cal.com account first. Nothing was answered.",
    busy: "Too many requests right now. Nothing was answered. Try again in {wait}.",
    lost: "We can’t tell yet whether your answer to {name} got through. Send it again: it counts only once.",
    inCal: "This can’t be answered here. Open it in Cal.com.",
    other: "Your answer to {name} did not get through. Nothing was answered. Try again.",
  },
} as const;
