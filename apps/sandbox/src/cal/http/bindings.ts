import type { HttpBindings } from "@hono/node-server";

/** Gives access to the Node request, for its address and for faults that act on its socket. */
export interface Bindings {
  readonly Bindings: HttpBindings;
}
