import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { Page } from "./page.tsx";
import { PageTitle } from "./page-title.tsx";
import header from "./site-header.module.css";

it.each([390, 1280, 1920])(
  "every page begins at the header's left edge, %i px wide",
  async (width) => {
    await page.viewport(width, 844);
    const { container } = await render(
      <>
        <header className={header.inner}>
          <b>{"R"}</b>
        </header>
        <Page>
          <PageTitle title="Meetings" />
        </Page>
        <Page isNarrow>
          <PageTitle title="Notifications" />
        </Page>
        <NoticePage icon={null} title="Not found" body="" actions={null} />
      </>,
    );
    const edges = [...container.querySelectorAll("b, h1")].map(
      (each) => each.getBoundingClientRect().left,
    );

    expect(edges).toHaveLength(4);
    expect(new Set(edges)).toHaveProperty("size", 1);
    await page.viewport(1280, 900);
  },
);
