import type { World } from "./world.ts";
export function renderPage(world: World): string {
  return `<!doctype html><title>Cal.com stand-in</title><p>${world.store.state.bookings.length}</p>`;
}
