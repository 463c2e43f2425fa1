import { plainText } from "@reslot/messages";

/** The size of the column, in code points. */
const maxLength = 500;

/** What a meeting is called, as plain text that can be stored; "" when nothing visible is left. */
export function plainTitle(text: string | null | undefined): string {
  return plainText(text ?? "", maxLength);
}
