import { parseInstant } from "@reslot/cal/time";
import type { Language } from "@reslot/messages/catalogue";
import { describe, expect, it, vi } from "vitest";
import { commands, page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { toast } from "sonner";
import { SiteHeader } from "@/components/frame/site-header.tsx";
import { NotificationBell } from "@/features/notifications/notification-bell.tsx";
import { onPage } from "../../../test/components/as-page.tsx";
import { startAddress } from "../../../test/components/navigation-double.ts";
import type { Part, Sheet } from "./picture-commands.ts";
import { type Scene, sheetLanguage } from "./scene.ts";
import { meetingScenes } from "./scenes/meeting.tsx";
import { meetingsScenes } from "./scenes/meetings.tsx";
import { otherScenes } from "./scenes/other-pages.tsx";
import { rescheduleScenes } from "./scenes/reschedule.tsx";

declare module "vitest/browser" {
  interface BrowserCommands {
    takePicture: (file: string) => Promise<void>;
    makeSheet: (sheet: Sheet) => Promise<void>;
  }
}

const widths = [390, 768, 1024, 1280, 1920];
const languages: readonly Language[] = ["en", "de"];
const themes = ["light", "dark"] as const;

async function open(scene: Scene) {
  const { answers = {}, timeZone = "Europe/London", hasHeader = true } = scene;
  const now = parseInstant(scene.now ?? "2026-12-10T07:00:00.000Z");
  vi.useFakeTimers({ toFake: ["Date"], now });
  startAddress(scene.query ?? "");
  toast.dismiss(); // of the scene before
  const header =
    hasHeader &&
    (await SiteHeader({
      name: "Sam Okafor",
      theme: "system",
      bell: <NotificationBell initialCount={3} />,
    }));
  const content = await scene.content();
  const whole = (
    <>
      {header}
      {content}
    </>
  );
  const language = sheetLanguage.current;
  document.documentElement.lang = language;
  const element = onPage(whole, {
    answers,
    timeZone,
    now,
    language: language === "de" ? "de" : "en",
  });
  const rendered = await render(element);
  rendered.container.style.display = "contents"; // the body lays out what a page renders
  return rendered;
}

const twoFrames = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Every width in one theme, each as high as the page is. */
async function takeRow(name: string, theme: (typeof themes)[number]): Promise<Part[]> {
  document.documentElement.dataset["theme"] = theme;
  const parts: Part[] = [];
  for (const width of widths) {
    const height = width < 600 ? 844 : 900;
    await page.viewport(width, height);
    await twoFrames();
    const { scrollHeight } = document.documentElement;
    if (scrollHeight > height) {
      await page.viewport(width, scrollHeight);
      await twoFrames();
    }
    const label = `${sheetLanguage.current} ${theme} ${width}`;
    const file = `${name}-${label.replaceAll(" ", "-")}.jpg`;
    await commands.takePicture(file);
    parts.push({ file, label, width });
  }
  return parts;
}

describe("the contact sheet of", () => {
  it.each([...meetingsScenes, ...meetingScenes, ...rescheduleScenes, ...otherScenes])(
    "$name",
    async (scene) => {
      const rows: Part[][] = [];
      for (const language of languages) {
        sheetLanguage.current = language;
        await page.viewport(1280, 900);
        const rendered = await open(scene);
        await scene.arrive?.();
        for (const theme of themes) rows.push(await takeRow(scene.name, theme));
        await rendered.unmount();
      }
      await commands.makeSheet({ name: scene.name, caption: scene.caption, rows });
      expect(rows.flat()).toHaveLength(widths.length * languages.length * themes.length);
      vi.useRealTimers();
    },
  );
});
