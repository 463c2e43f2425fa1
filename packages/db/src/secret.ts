const REDACTED = "[redacted]";
const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** A value that must not leak: it prints as "[redacted]" when it is logged or serialised. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it where the value is used, and nowhere earlier. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [INSPECT](): string {
    return REDACTED;
  }
}
