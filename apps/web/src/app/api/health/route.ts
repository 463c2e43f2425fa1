import { isDraining } from "@/server/draining.ts";
import { checkHealth } from "@/server/health.ts";

export const dynamic = "force-dynamic";

/**
 * `?probe=live` checks liveness of this process. Otherwise readiness, with the state of every
 * dependency: 200 when requests can be served, else 503, also while this process stops.
 */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.get("probe") === "live") {
    return Response.json({ live: true });
  }
  const headers = { "cache-control": "no-store" };
  if (isDraining()) {
    return Response.json({ live: true, ready: false, draining: true }, { status: 503, headers });
  }
  const { ready, ...state } = await checkHealth();
  return Response.json({ live: true, ready, ...state }, { status: ready ? 200 : 503, headers });
}
