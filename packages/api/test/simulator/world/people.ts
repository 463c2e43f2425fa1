/** A ULID that is the same in every run. */
export const fixedUlid = (number: number): string => String(number).padStart(26, "0");

export const coachUlid = fixedUlid(2);
export const menteeUlid = fixedUlid(3);
export const strangerUlid = fixedUlid(5);
export const connectionUlids = { coach: fixedUlid(6), mentee: fixedUlid(7) };
/** The coach's meetings with the mentee, and what Cal.com called each of them first. */
export const meetings = [
  { bookingUlid: fixedUlid(1), calUid: "cal" },
  { bookingUlid: fixedUlid(4), calUid: "second" },
] as const;
/** What none of Reslot's words may show. */
export const apiKey = "cal_live_secretOfBothPeople";
export const webhookSecret = "webhookSecretOfTheCoach";
