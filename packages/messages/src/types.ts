import type { GetICUArgs } from "@schummar/icu-type-parser";
import type { en } from "./en/index.ts";

export type Catalogue = typeof en;

/** A part of the catalogue, as a screen or a layer needs it. */
export type Namespace = keyof Catalogue;

type SameKeys<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : SameKeys<Words[Key]>;
};

/** What another language has: every message of English, and no other. */
export type Translation = SameKeys<Catalogue>;

/** The dotted path of every message in a tree. */
type PathsOf<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string ? Key : `${Key}.${PathsOf<Words[Key]>}`;
}[keyof Words & string];

type MessageAt<Words, Path> = Path extends keyof Words
  ? Words[Path]
  : Path extends `${infer Head}.${infer Rest}`
    ? Head extends keyof Words
      ? MessageAt<Words[Head], Rest>
      : never
    : never;

interface ArgumentTypes {
  ICUArgument: string;
  ICUNumberArgument: number;
  ICUDateArgument: never;
}

type ArgumentsOf<Message> = Message extends string ? GetICUArgs<Message, ArgumentTypes> : never;

type KeysOf<Union> = Union extends Union ? keyof Union : never;

type ValueAt<Union, Key> = Union extends Record<Key & string, infer Value> ? Value : never;

/** Every argument of every branch of every message: what a caller must give who does not know which it will be. */
type AllArguments<Union> = {
  [Key in KeysOf<Union>]: ValueAt<Union, Key> extends number ? number : string;
};

type ValuesOf<Message> = [KeysOf<ArgumentsOf<Message>>] extends [never]
  ? []
  : [values: AllArguments<ArgumentsOf<Message>>];

type MessageKey<Name extends Namespace> = PathsOf<Catalogue[Name]>;

/** Words one message of a namespace. A wrong key or a missing argument does not compile. */
export type Translate<Name extends Namespace> = <Key extends MessageKey<Name>>(
  key: Key,
  ...values: ValuesOf<MessageAt<Catalogue[Name], Key>>
) => string;
