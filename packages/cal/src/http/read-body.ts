/** Larger bodies are refused; the largest legitimate one, a year of slots, is below 1.5 MB. */
const maxBodyBytes = 2 * 1024 * 1024;

/** Thrown by `readBody`; becomes UNEXPECTED_RESPONSE with reason "bodyTooLarge". */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * Reads an answer's body as UTF-8 text, and stops reading as soon as it is larger than
 * `maxBodyBytes`.
 *
 * @throws {BodyTooLarge}
 */
export async function readBody(response: Response): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel().catch(() => undefined);
      throw new BodyTooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}
