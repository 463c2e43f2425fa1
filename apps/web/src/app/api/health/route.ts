import { checkHealth } from "@/server/health.ts";

export const dynamic = "force-dynamic";

/**
 * `?probe=live` checks liveness of this process. Otherwise readiness, with the state of every
 * dependency: 200 when requests can be served, else 503.
 */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.get("probe") === "live") {
    return Response.json({ live: true });
  }
  const { ready, ...state } = await checkHealth();
  const headers = { "cache-control": "no-store" };
  return Response.json({ live: true, ready, ...state }, { status: ready ? 200 : 503, headers });
}
