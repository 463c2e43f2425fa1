/** Which meeting of a recurring series it is. Nothing is said of the series' length: it is not known. */
export const series = {
  term: "Serie",
  place:
    "{position, selectordinal, other {#.}} Termin {rhythm, select, daily {einer täglichen Serie} weekly {einer wöchentlichen Serie} fortnightly {einer zweiwöchentlichen Serie} monthly {einer monatlichen Serie} yearly {einer jährlichen Serie} other {einer Serie}}",
  part: "Teil {rhythm, select, daily {einer täglichen Serie} weekly {einer wöchentlichen Serie} fortnightly {einer zweiwöchentlichen Serie} monthly {einer monatlichen Serie} yearly {einer jährlichen Serie} other {einer Serie}}",
  alone: "Nur dieser Termin wird verschoben. Die anderen bleiben.",
} as const;
