/** What happened to a meeting, as people are told it in the app and by email. */
export const headlines = {
  bookingMoved:
    "{by, select, you {Du hast „{title}“ verschoben} unknown {„{title}“ wurde verschoben} other {{name} hat „{title}“ verschoben}}",
  asked:
    "{by, select, you {Du hast um eine neue Zeit für „{title}“ gebeten} unknown {Für „{title}“ wurde um eine neue Zeit gebeten} other {{name} bittet um eine neue Zeit für „{title}“}}",
  bookingChangedUpstream:
    "{what, select, time {„{title}“ wurde in Cal.com verschoben} length {„{title}“ hat in Cal.com eine neue Dauer} other {„{title}“ wurde in Cal.com geändert}}",
  confirmed:
    "{by, select, you {Du hast „{title}“ bestätigt} unknown {„{title}“ wurde in Cal.com bestätigt} other {{name} hat „{title}“ bestätigt}}",
  declined:
    "{by, select, you {Du hast „{title}“ abgelehnt} unknown {„{title}“ wurde in Cal.com abgelehnt} other {{name} hat „{title}“ abgelehnt}}",
  bookingCancelledUpstream: "„{title}“ wurde in Cal.com abgesagt",
  consentAsked: "{coach} hat einen Termin mit dir. Darf {name} sehen, wann du belegt bist?",
  coachNotConnected: "{name} kann „{title}“ erst verschieben, wenn du Cal.com verbindest",
  newHost:
    "{audience, select, coach {Du leitest jetzt „{title}“ mit {mentee}} other {{coach} leitet jetzt „{title}“}}",
  formerHost: "„{title}“ mit {mentee} leitet in Cal.com jetzt jemand anderes",
  coachReplaced: "„{title}“ leitet in Cal.com jemand, der Reslot nicht nutzt",
  menteeReplaced: "An „{title}“ nimmt in Cal.com jemand teil, der Reslot nicht nutzt",
  cancelledToo:
    "„{title}“ wurde während des Verschiebens in Cal.com abgesagt und findet trotzdem statt",
} as const;

/** What an email reports, as its subject begins. */
export const subjects = {
  bookingMoved: "Verschoben auf {when}",
  asked: "Wartet auf Bestätigung, {when}",
  bookingChangedUpstream: "Verschoben auf {when}",
  changed: "Geändert, {when}",
  confirmed: "Bestätigt für {when}",
  declined: "Abgelehnt, {when}",
  bookingCancelledUpstream: "Abgesagt, {when}",
  coachNotConnected: "Verbinde Cal.com, damit {when} verschoben werden kann",
  newHost: "Andere Leitung, {when}",
  formerHost: "Andere Leitung, {when}",
  coachReplaced: "Andere Leitung, {when}",
  menteeReplaced: "Andere Person nimmt teil, {when}",
  cancelledToo: "Findet trotzdem statt, {when}",
} as const;

/** The headlines for a reader who has not accepted the other person yet: nothing in them was typed by anyone. */
export const strangers = {
  bookingMoved:
    "{by, select, you {Du hast einen deiner Termine verschoben} unknown {Einer deiner Termine wurde verschoben} other {Die andere Person hat einen deiner Termine verschoben}}",
  asked:
    "{by, select, you {Du hast um eine neue Zeit für einen deiner Termine gebeten} unknown {Für einen deiner Termine wurde um eine neue Zeit gebeten} other {Die andere Person bittet um eine neue Zeit für einen deiner Termine}}",
  bookingChangedUpstream:
    "{what, select, time {Einer deiner Termine wurde in Cal.com verschoben} other {Einer deiner Termine wurde in Cal.com geändert}}",
  confirmed:
    "{by, select, you {Du hast einen deiner Termine bestätigt} unknown {Einer deiner Termine wurde in Cal.com bestätigt} other {Die andere Person hat einen deiner Termine bestätigt}}",
  declined:
    "{by, select, you {Du hast einen deiner Termine abgelehnt} unknown {Einer deiner Termine wurde in Cal.com abgelehnt} other {Die andere Person hat einen deiner Termine abgelehnt}}",
  bookingCancelledUpstream: "Einer deiner Termine wurde in Cal.com abgesagt",
  coachNotConnected:
    "Die andere Person kann einen deiner Termine erst verschieben, wenn du Cal.com verbindest",
  newHost: "Einen deiner Termine leitet in Cal.com jetzt jemand anderes",
  formerHost: "Einen deiner Termine leitet in Cal.com jetzt jemand anderes",
  coachReplaced: "Einen deiner Termine leitet in Cal.com jemand, der Reslot nicht nutzt",
  menteeReplaced: "An einem deiner Termine nimmt in Cal.com jemand teil, der Reslot nicht nutzt",
  cancelledToo:
    "Einer deiner Termine wurde in Cal.com abgesagt, während er verschoben wurde, und findet trotzdem statt",
} as const;

/** The rest of what a notification says. */
export const notification = {
  fromTo: "{headline}: von {before} auf {after}.",
  meetingIsOn: "{headline} „{title}“ ist am {when}.",
  decide: "Du entscheidest einmal und kannst es jederzeit in den Einstellungen beenden.",
  connect: "Verbinde dein Cal.com-Konto in den Einstellungen, damit er verschoben werden kann.",
  wasAndIs: "{headline}. Vorher: {before}. Jetzt: {after}.",
  takesPlace: "{headline}. Findet statt am {when}.",
  isOn: "{headline}. Zeit: {when}.",
  newLength:
    "Dauert jetzt {after, plural, one {# Minute} other {# Minuten}}, bisher {before, plural, one {# Minute} other {# Minuten}}.",
  cannotMoveHere: "In Reslot kann dieser Termin nicht mehr verschoben werden.",
  cancelAgain: "Wenn er nicht stattfinden soll, sag ihn in Cal.com ab.",
  wasPlanned: "{headline}. Geplant war {when}.",
  reason: "Grund: „{reason}“",
  zoneNotSet:
    "Deine Zeitzone ist nicht eingestellt: {whose, select, other {Diese Zeiten gelten in der Zeitzone von {name}.} neither {Diese Zeiten sind in UTC.}}",
  awaitingConfirmation:
    "Die alte Zeit ist schon freigegeben. {audience, select, coach {Bestätige die neue in Reslot, oder lehn sie dort ab.} other {{coach} muss die neue bestätigen.}}",
  noMeeting: "Damit gibt es keinen Termin mehr.",
  movedAnyway:
    "{coach} hat diese Zeit gewählt, obwohl {verdict, select, menteeBusy {dein Kalender belegt schien} outsideMenteeHours {sie außerhalb deiner Zeiten liegt} menteeUnknown {wir deinen Kalender nicht prüfen konnten} other {sie dir vielleicht nicht passt: Dein Kalender schien belegt, sie liegt außerhalb deiner Zeiten, oder wir konnten nicht prüfen}}.",
  moveAgain: "Wenn dir die neue Zeit nicht passt, kannst du den Termin wieder verschieben.",
  makeSure: "Prüf bitte, ob dir diese Zeit passt. Sag uns Bescheid, wenn du sie ändern musst.",
} as const;

/** What an email adds to its notification. */
export const email = {
  sentence: "{headline}.",
  consentSubject: "Entscheide, wer sehen kann, wann du belegt bist",
  consentSentence: "Eine Frage an dich: {headline}",
  subject: "{subject}: {title}",
  plainSubject: "{subject}: dein Termin",
  row: "{label}: {value}",
  with: "Mit",
  meeting: "Termin",
  reasonHidden: "Ein Grund wurde genannt. Er steht in Reslot.",
  reply: "Antworte auf diese E-Mail, um {name} zu schreiben.",
  from: "{name} über Reslot",
  time: "Zeit",
  oldTime: "Alte Zeit",
  newTime: "Neue Zeit",
  reason: "Grund",
  see: "Termin ansehen",
  works: "Passt mir",
  another: "Andere Zeit wählen",
  answer: "Bestätigen oder ablehnen",
  connect: "Cal.com verbinden",
  why: "Du bekommst diese E-Mail, weil du diesen Termin hast.",
  choose: "Auswählen, worüber wir dir schreiben",
  stop: "E-Mails von Reslot abbestellen",
} as const;
