import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { onPage } from "../../../../test/components/as-page.tsx";
import { Freshness } from "./freshness.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const asOf = "2026-12-09T23:59:00.000Z";

const freshness = (isFetching: boolean) =>
  onPage(<Freshness asOf={asOf} isFetching={isFetching} onCheck={() => {}} />);

describe("Freshness", () => {
  it("renders as on the server first where a device's clock is ahead, so that the times are read again at once", async () => {
    const container = document.createElement("div");
    container.innerHTML = renderToString(freshness(false));
    const onRecoverableError = vi.fn();
    expect(container.textContent).toContain("Checked");

    hydrateRoot(container, freshness(true), { onRecoverableError });

    await expect.poll(() => container.textContent).toContain("Checking");
    expect(onRecoverableError).not.toHaveBeenCalled();
  });
});
