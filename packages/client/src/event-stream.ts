/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** "message" when the server names no other; "retry" for the ms after which to connect again. */
  event: string;
  data: string;
  id: string | null;
}

/**
 * Reads server-sent events as they arrive: https://html.spec.whatwg.org/multipage/server-sent-events.html.
 * Ends with the body; throws what reading it throws.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamEvent, void, void> {
  let fields: Record<string, string> = {};
  for await (const line of linesOf(body)) {
    if (line === "") {
      const { event = "message", data, id = null, retry } = fields;
      if (data !== undefined) yield { event, data, id };
      if (retry !== undefined) yield { event: "retry", data: retry, id: null };
      fields = {};
    } else addTo(fields, line);
  }
}

function addTo(fields: Record<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
  if (name === "") return; // a comment
  const isFurther = name === "data" && fields[name] !== undefined;
  fields[name] = isFurther ? `${fields[name]}\n${value}` : value;
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
