import { createServer } from "node:net";
import { type Ports, SERVICES, type ServiceName, type StackSettings } from "./settings.ts";

const HOST = "127.0.0.1";

/** Listens briefly on `port` (0 = any) and returns the port it got, or null if it is in use. */
function probe(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}

/**
 * The ports of this stack: the configured ones, or free ones for an ephemeral stack.
 *
 * @throws {Error} with the port that is in use and the variable that changes it
 */
export async function choosePorts(settings: StackSettings): Promise<Ports> {
  const pick = async (name: ServiceName): Promise<number> => {
    const got = await probe(settings.isEphemeral ? 0 : settings.ports[name]);
    if (got === null) throw new Error(busyMessage(name, settings.ports[name]));
    return got;
  };
  return {
    web: await pick("web"),
    cal: await pick("cal"),
    clerk: await pick("clerk"),
    supabase: await pick("supabase"),
    mail: await pick("mail"),
  };
}

/** A free port for another server of the web app. */
export async function freePort(): Promise<number> {
  return (await probe(0)) ?? 0;
}

function busyMessage(name: ServiceName, port: number): string {
  const { variable } = SERVICES[name];
  return `Port ${port} (${name}) is in use by another program. Stop that program, or choose another port: ${variable}=${port + 1} npm start`;
}
