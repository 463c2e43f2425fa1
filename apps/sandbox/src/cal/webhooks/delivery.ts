import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const settingsSchema = z.strictObject({
  /** Deliveries that never arrive: all, or the next few. */
  drop: z.union([z.boolean(), z.number().int().min(0)]).optional(),
  /** How long after the answer to the call a delivery is sent. */
  delayMs: z.number().int().min(0).optional(),
  /** Every delivery arrives twice. */
  duplicate: z.boolean().optional(),
  /** Of two deliveries the later one arrives first. */
  reorder: z.boolean().optional(),
  /**
   * Who may subscribe what: any address, as recorded; only public ones, as hosted Cal.com documents; or
   * none, as with a credential that lacks the right.
   */
  subscribing: z.enum(["any", "publicOnly", "forbidden"]).optional(),
});
type Settings = Required<z.infer<typeof settingsSchema>>;
type Send = () => Promise<unknown>;

/** How webhooks travel: at once and once, unless a control makes the network worse. */
export interface Delivery {
  /** Changes what is given. @throws {z.ZodError} */
  set(body: unknown): Settings;
  /** What may be subscribed now. */
  subscribing(): Settings["subscribing"];
  /** Resolves when nothing is left to wait for before the call is answered. */
  deliver(send: Send): Promise<void>;
  clear(): void;
}

const usual: Settings = {
  drop: false,
  delayMs: 0,
  duplicate: false,
  reorder: false,
  subscribing: "any",
};
/** A delivery that waits for a later one is sent all the same after this time. */
const heldMs = 2_000;

export function createDelivery(): Delivery {
  let settings = usual;
  let held: Send | null = null;
  const releaseHeld = async (): Promise<void> => {
    const send = held;
    held = null;
    await send?.();
  };
  const order = async (send: Send): Promise<void> => {
    if (!settings.reorder) return void (await send());
    if (held !== null) {
      await send();
      return releaseHeld();
    }
    held = send;
    void wait(heldMs, undefined, { ref: false }).then(() => {
      return held === send ? releaseHeld() : undefined;
    });
  };
  return {
    set: (body) => {
      const given = Object.entries(settingsSchema.parse(body));
      const known = given.filter(([, value]) => value !== undefined);
      settings = { ...settings, ...Object.fromEntries(known) };
      return settings;
    },
    subscribing: () => settings.subscribing,
    deliver: async (send) => {
      if (settings.drop === true) return;
      if (typeof settings.drop === "number" && settings.drop > 0) {
        settings = { ...settings, drop: settings.drop - 1 };
        return;
      }
      const twice: Send = async () => {
        await send();
        if (settings.duplicate) await send();
      };
      if (settings.delayMs === 0) return order(twice);
      void wait(settings.delayMs, undefined, { ref: false }).then(() => order(twice));
    },
    clear: () => {
      settings = usual;
      held = null;
    },
  };
}
