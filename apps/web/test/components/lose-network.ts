import { onTestFinished, vi } from "vitest";

/** As a browser does that has lost its network. */
export function loseNetwork(): void {
  const onLine = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  window.dispatchEvent(new Event("offline"));
  onTestFinished(() => {
    onLine.mockRestore();
    window.dispatchEvent(new Event("online"));
  });
}
