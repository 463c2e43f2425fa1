import { en } from "@reslot/messages/en";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { renderAsPage } from "../../../../test/components/as-page.tsx";
import { findProblems } from "../../../../test/components/axe-problems.ts";
import { londonProfile as profile } from "../../../../test/profile.ts";
import { MailSettings } from "@/features/settings/mail-settings.tsx";
import type { Profile } from "./profile.ts";
import { ProfileSettings } from "./profile-settings.tsx";
import { Page } from "@/components/frame/page.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => void refresh() }) }));

const device = vi.hoisted(() => ({ zone: "UTC" }));
vi.mock("@reslot/cal/time", async (real) => ({
  ...(await real<object>()),
  deviceTimeZone: () => device.zone,
}));

const words = en.profile;

async function renderProfile(change: Partial<Profile> = {}, language: "en" | "de" = "en") {
  const update = vi.fn((input: object) => ({ ...profile, ...change, ...input }));
  const initial = { ...profile, ...change };
  await renderAsPage(
    <Page isNarrow>
      <h1>{en.settings.title}</h1>
      <ProfileSettings initial={initial} theme="system" />
    </Page>,
    { answers: { "person.get": initial, "person.update": update }, language },
  );
  return update;
}

beforeEach(() => {
  localStorage.clear();
  device.zone = "UTC";
  refresh.mockClear();
});

describe("the profile", () => {
  it("saves with one button what was changed, and leaves where the zone was learned from", async () => {
    const update = await renderProfile();

    await page.getByLabelText(words.name.label).fill("Sam O.");
    await page.getByRole("radio", { name: "12 h · 4:30 pm" }).click();
    await page.getByRole("radio", { name: "Sunday" }).click();
    await page.getByLabelText(words.language.label).selectOptions("de");
    await page.getByText(words.keys.check).click();
    await page.getByRole("button", { name: words.save }).click();

    await expect.element(page.getByText(words.saved)).toBeVisible();
    expect(update.mock.calls).toEqual([
      [{ name: "Sam O.", hourCycle: "h12", weekStart: 0, locale: "de", singleKeys: false }],
    ]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  it("offers every city by its current name, and by its former one where it had another", async () => {
    const update = await renderProfile();
    const zones = page.getByLabelText(words.zone.label);

    await zones.click();
    const names = page
      .getByRole("option")
      .elements()
      .map(({ textContent }) => textContent);
    expect(names).toEqual(expect.arrayContaining(["Kolkata (Asia)", "Kyiv (Europe)"]));
    const former = names.filter((name) => /^(Calcutta|Kiev|Saigon)/.test(name));
    expect(former).toEqual([
      "Calcutta, now Kolkata (Asia)",
      "Kiev, now Kyiv (Europe)",
      "Saigon, now Ho Chi Minh (Asia)",
    ]);
    await zones.selectOptions("Tokyo (Asia)");
    await page.getByRole("button", { name: words.save }).click();
    await expect.poll(() => update.mock.calls[0]?.[0]).toMatchObject({ timeZone: "Asia/Tokyo" });
  });

  it.each([
    ["Asia/Calcutta", "Your device is in Kolkata, UTC+5:30", 1],
    ["UTC", "Your device is in UTC", 0],
    ["Europe/London", "Your device is in London", 0],
  ])(
    "asks once when the device is in another zone that is known: %s",
    async (zone, text, count) => {
      device.zone = zone;
      await renderProfile();

      await expect.element(page.getByLabelText(words.name.label)).toBeVisible();
      expect(page.getByText(text).elements()).toHaveLength(count);
      if (count === 0) return;
      await page.getByRole("button", { name: "Keep London" }).click();
      expect(page.getByText(text).elements()).toEqual([]);
      expect(localStorage.getItem("reslot-kept-zone")).toBe(zone);
    },
  );

  it("asks before a page with changes is left", async () => {
    const confirm = vi.spyOn(window, "confirm").mockReturnValue(false);
    await renderProfile();
    const link = page.getByRole("link", { name: en.settings.calendar });

    await page.getByLabelText(words.name.label).fill("Sam");
    await link.click();
    expect(confirm.mock.calls).toEqual([[words.leave]]);
    confirm.mockRestore();
  });

  it("says that it was not saved", async () => {
    await renderAsPage(<ProfileSettings initial={profile} theme="system" />, {
      answers: { "person.get": profile },
    });
    await page.getByRole("button", { name: words.save }).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(words.failed);
  });

  it("can be read by everyone, also in German on a phone", async () => {
    await renderProfile({}, "de");
    await expect.element(page.getByText("Wochenbeginn")).toBeVisible();
    await expect.element(page.getByText("Sonntag")).toBeVisible();
    expect(await findProblems()).toEqual([]);
  });
});

describe("the choice of email", () => {
  const { moved: choice, saved, failed } = en.mailSettings;
  const mailPage = (
    <Page isNarrow>
      <h1>{en.settings.title}</h1>
      <MailSettings initial={profile} />
    </Page>
  );

  it("is saved at once, and taken back when that fails", async () => {
    const update = vi.fn((_input: object) => ({
      ...profile,
      mail: { ...profile.mail, moved: false },
    }));
    const { unmount } = await renderAsPage(mailPage, { answers: { "person.update": update } });
    const moved = page.getByRole("switch", { name: choice.label });
    await moved.click();
    await expect.element(moved).toHaveAttribute("aria-checked", "false");
    await expect.element(page.getByText(saved)).toBeVisible();
    expect(update.mock.calls).toEqual([[{ mail: { moved: false } }]]);
    expect(await findProblems()).toEqual([]);
    await unmount();

    await renderAsPage(mailPage);
    await moved.click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(failed);
    await expect.element(moved).toHaveAttribute("aria-checked", "true");
  });
});
