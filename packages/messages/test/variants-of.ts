import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** What a message can say: each combination of its branches, with arguments as "{name}". */
export function variantsOf(message: string): string[] {
  return expand(parse(message));
}

function expand(elements: readonly MessageFormatElement[]): string[] {
  return elements.reduce<string[]>(
    (texts, element) => {
      const parts = textsOf(element);
      return texts.flatMap((text) => parts.map((part) => text + part));
    },
    [""],
  );
}

function textsOf(element: MessageFormatElement): string[] {
  if (element.type === TYPE.literal) return [element.value];
  if (element.type === TYPE.pound) return ["2"];
  if (element.type === TYPE.select || element.type === TYPE.plural) {
    return Object.values(element.options).flatMap(({ value }) => expand(value));
  }
  return [`{${element.value}}`];
}

/** The names of a message's arguments, of every branch. */
export function argumentsOf(message: string): Set<string> {
  const names = new Set<string>();
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.select || element.type === TYPE.plural) {
        for (const { value } of Object.values(element.options)) collect(value);
      }
    }
  };
  collect(parse(message));
  return names;
}
