/** Which meeting of a recurring series it is. Nothing is said of the series' length: it is not known. */
export const series = {
  term: "Series",
  place:
    "{position, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} of {rhythm, select, daily {a daily series} weekly {a weekly series} fortnightly {a series every two weeks} monthly {a monthly series} yearly {a yearly series} other {a series}}",
  part: "Part of {rhythm, select, daily {a daily series} weekly {a weekly series} fortnightly {a series every two weeks} monthly {a monthly series} yearly {a yearly series} other {a series}}",
  alone: "Only this meeting moves. The others stay.",
} as const;
