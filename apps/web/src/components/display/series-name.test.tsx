import { describe, expect, it } from "vitest";
import { renderWithMessages } from "../../../test/components/with-messages.tsx";
import { SeriesName } from "./series-name.tsx";

describe("the name of a series", () => {
  it.each([
    [{ position: 3, rhythm: "weekly" }, "3rd of a weekly series"],
    [{ position: 22, rhythm: "fortnightly" }, "22nd of a series every two weeks"],
    [{ position: 11, rhythm: null }, "11th of a series"],
    [{ position: null, rhythm: "monthly" }, "Part of a monthly series"],
    [{ position: null, rhythm: null }, "Part of a series"],
  ] as const)("says what is known of %o", async (series, words) => {
    const { container } = await renderWithMessages(<SeriesName series={series} />);
    expect(container.textContent).toBe(words);
  });
});
