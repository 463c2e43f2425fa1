import { plainText } from "@reslot/messages";

/** What a person typed, beside words of ours: in its own direction, without invisible characters. */
export function Typed({ text }: { text: string }) {
  return <bdi>{plainText(text)}</bdi>;
}
