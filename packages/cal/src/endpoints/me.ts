import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";
import { listOutOfOffice, type OutOfOfficeList } from "./out-of-office.ts";

const calMeSchema = z.object({
  id: z.number(),
  email: z.string(),
  username: z.string().nullable(),
  timeZone: z.string().nullish(),
  name: z.string().nullish(),
});

/** The account a token belongs to. `name` is not sent by every version. */
type CalMe = z.infer<typeof calMeSchema>;

export interface MeEndpoints {
  /**
   * Whose token it is: the cheapest proof that it is valid (GET /v2/me).
   *
   * @throws {CalError} TOKEN_INVALID when it is not.
   */
  get(options?: CallOptions): Promise<CalMe>;
  /** Days out of office; null where this server or token cannot say. */
  listOutOfOffice(options?: CallOptions): Promise<OutOfOfficeList | null>;
}

const answerSchema = envelopeOf(calMeSchema);

export function createMeEndpoints(transport: Transport): MeEndpoints {
  return {
    async get({ signal } = {}) {
      const { data } = await transport.request({
        operation: "me.get",
        method: "GET",
        path: "/v2/me",
        schema: answerSchema,
        signal,
      });
      return data;
    },
    listOutOfOffice: (options) => listOutOfOffice(transport, options),
  };
}
